package dev.keepalive.subjects.faults;

import java.net.InetSocketAddress;

/** The clients by their names. */
final class Clients {
  private Clients() {}

  static Client of(String name, InetSocketAddress peer) {
    switch (name) {
      case "socket":
        return SocketClient.connectedByConstructor(peer);
      case "late-socket":
        return SocketClient.connectedLate(peer);
      case "tls":
        return SocketClient.tls(peer);
      case "layered-tls":
        return SocketClient.layeredTls(peer);
      case "channel":
        return new ChannelClient(peer);
      case "channel-socket":
        return SocketClient.ofChannel(peer);
      case "selector":
        return new SelectorClient(peer);
      case "async":
        return new AsyncClient(peer);
      case "virtual-thread":
        return new VirtualThreadClient(SocketClient.connectedLate(peer));
      case "url-connection":
        return new UrlConnectionClient(peer);
      case "jdk-http":
        return new JdkHttpClient(peer);
      case "okhttp":
        return new OkHttp(peer);
      case "httpclient5":
        return new ApacheHttpClient(peer);
      case "jedis":
        return new JedisClient(peer);
      case "pgjdbc":
        return JdbcClient.postgres(peer);
      case "mariadb":
        return JdbcClient.mariadb(peer);
      case "netty":
        return new NettyClient(peer);
      default:
        throw new IllegalArgumentException(name);
    }
  }
}
