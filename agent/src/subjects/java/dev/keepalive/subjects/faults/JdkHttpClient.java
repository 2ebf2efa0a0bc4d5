package dev.keepalive.subjects.faults;

import java.lang.reflect.InvocationTargetException;
import java.net.InetSocketAddress;
import java.net.URI;

/** HTTP/1.1 by {@code java.net.http.HttpClient}, which Java 8 does not have: by reflection. */
final class JdkHttpClient implements Client {
  private static final String PACKAGE = "java.net.http.";

  private final URI uri;
  private Object client;

  JdkHttpClient(InetSocketAddress peer) {
    uri = URI.create("http://" + peer.getHostString() + ":" + peer.getPort() + "/");
  }

  @Override
  public void open() throws Exception {
    Object builder = type("HttpClient").getMethod("newBuilder").invoke(null);
    Class<?> version = type("HttpClient$Version");
    type("HttpClient$Builder")
        .getMethod("version", version)
        .invoke(builder, version.getField("HTTP_1_1").get(null));
    client = type("HttpClient$Builder").getMethod("build").invoke(builder);
  }

  @Override
  public void ask() throws Exception {
    send(null);
  }

  @Override
  public void push() throws Exception {
    send(Payload.whole());
  }

  private void send(byte[] body) throws Exception {
    Class<?> builderType = type("HttpRequest$Builder");
    Object builder = type("HttpRequest").getMethod("newBuilder", URI.class).invoke(null, uri);
    if (body != null) {
      Object publisher =
          type("HttpRequest$BodyPublishers")
              .getMethod("ofByteArray", byte[].class)
              .invoke(null, body);
      builderType.getMethod("POST", type("HttpRequest$BodyPublisher")).invoke(builder, publisher);
    }
    Object request = builderType.getMethod("build").invoke(builder);
    Object handler = type("HttpResponse$BodyHandlers").getMethod("ofString").invoke(null);
    try {
      type("HttpClient")
          .getMethod("send", type("HttpRequest"), type("HttpResponse$BodyHandler"))
          .invoke(client, request, handler);
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name);
  }
}
