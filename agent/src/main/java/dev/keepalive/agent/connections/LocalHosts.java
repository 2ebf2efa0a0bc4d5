package dev.keepalive.agent.connections;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The few addresses of this machine, each once, where every connection would have a copy. */
final class LocalHosts {
  private static final int MOST = 1000;

  private static final ConcurrentMap<InetAddress, InetAddress> HOSTS =
      new ConcurrentHashMap<InetAddress, InetAddress>();

  private LocalHosts() {}

  static InetAddress shared(InetAddress host) {
    InetAddress same = HOSTS.get(host);
    if (same != null) {
      return same;
    }
    if (HOSTS.size() < MOST) {
      HOSTS.put(host, host);
    }
    return host;
  }
}
