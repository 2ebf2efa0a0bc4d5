package dev.keepalive.agent.connections;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The few addresses of this machine, each once, where every connection would have a copy. */
final class LocalHosts {
  private static final int MOST = 1000;

  private final ConcurrentMap<InetAddress, InetAddress> hosts =
      new ConcurrentHashMap<InetAddress, InetAddress>();

  InetAddress shared(InetAddress host) {
    InetAddress same = hosts.get(host);
    if (same != null) {
      return same;
    }
    if (hosts.size() < MOST) {
      hosts.put(host, host);
    }
    return host;
  }
}
