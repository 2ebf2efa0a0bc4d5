package dev.keepalive.subjects.heartbeat;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;

/** {@code java.net.http.HttpClient} over HTTP/1.1, by reflection, as Java 8 does not have it. */
final class JdkHttpPool {
  private static final String PACKAGE = "java.net.http.";

  private JdkHttpPool() {}

  static Pools.Pool of(String host, int port) throws Exception {
    URI uri = URI.create("http://" + host + ":" + port + "/");
    Class<?> version = type("HttpClient$Version");
    Class<?> clientBuilder = type("HttpClient$Builder");
    Object builder = type("HttpClient").getMethod("newBuilder").invoke(null);
    clientBuilder
        .getMethod("version", version)
        .invoke(builder, version.getField("HTTP_1_1").get(null));
    Object client = clientBuilder.getMethod("build").invoke(builder);
    return whileBorrowed -> {
      // All at the same time, so that there are as many connections.
      whileBorrowed.run();
      Object request = type("HttpRequest").getMethod("newBuilder", URI.class).invoke(null, uri);
      request = type("HttpRequest$Builder").getMethod("build").invoke(request);
      Object handler = type("HttpResponse$BodyHandlers").getMethod("ofString").invoke(null);
      try {
        type("HttpClient")
            .getMethod("send", type("HttpRequest"), type("HttpResponse$BodyHandler"))
            .invoke(client, request, handler);
      } catch (InvocationTargetException e) {
        throw (Exception) e.getCause();
      }
    };
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name);
  }
}
