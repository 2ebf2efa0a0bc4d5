package dev.keepalive.it.faults;

/** The clients of the table: what the subjects call them, what they talk to. */
public enum Client {
  SOCKET("socket", "Socket", "echo"),
  LATE_SOCKET("late-socket", "late-connected Socket", "echo"),
  TLS("tls", "TLS (SSLSocket)", "tls"),
  LAYERED_TLS("layered-tls", "layered TLS", "tls"),
  CHANNEL("channel", "blocking SocketChannel", "echo"),
  CHANNEL_SOCKET("channel-socket", "channel.socket()", "echo"),
  SELECTOR("selector", "selector", "echo"),
  ASYNC("async", "AsynchronousSocketChannel", "echo"),
  VIRTUAL_THREAD("virtual-thread", "virtual thread", "echo", 21),
  URL_CONNECTION("url-connection", "HttpURLConnection", "http"),
  JDK_HTTP("jdk-http", "JDK HttpClient", "http", 11),
  OKHTTP("okhttp", "OkHttp", "http"),
  HTTPCLIENT5("httpclient5", "Apache HttpClient 5", "http"),
  JEDIS("jedis", "Jedis (pool)", "redis"),
  PGJDBC("pgjdbc", "pgjdbc", "postgres"),
  MARIADB("mariadb", "MariaDB Connector/J", "mariadb"),
  NETTY("netty", "Netty (NIO)", "echo");

  private static final int FIRST_PORT = 7000;

  /** What a subject calls it. */
  public final String id;

  /** What readers call it. */
  public final String title;

  /** {@code echo}, {@code tls}, {@code http}, or a real server's name. */
  final String protocol;

  private final int sinceJdk;

  Client(String id, String title, String protocol) {
    this(id, title, protocol, 8);
  }

  Client(String id, String title, String protocol, int sinceJdk) {
    this.id = id;
    this.title = title;
    this.protocol = protocol;
    this.sinceJdk = sinceJdk;
  }

  /** The server's; each client has its own, so that its connections can be told apart. */
  public int port() {
    return FIRST_PORT + ordinal();
  }

  /** Whether a request that fails is sent again on a new connection. */
  boolean asksAgain() {
    return protocol.equals("http");
  }

  public boolean runsOn(int jdk) {
    return jdk >= sinceJdk;
  }
}
