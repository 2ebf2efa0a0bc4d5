package dev.keepalive.subjects;

import java.net.URI;

/** {@code java.net.http.HttpClient}, which Java 8 does not have. */
final class JdkHttpClient {
  private static final String PACKAGE = "java.net.http.";

  private JdkHttpClient() {}

  /** One GET; returns the client, which keeps the connection. */
  static Object get(URI uri) {
    Class<?>[] none = {};
    Object client = Later.callStatic(PACKAGE + "HttpClient", "newHttpClient", none);
    Object builder =
        Later.callStatic(PACKAGE + "HttpRequest", "newBuilder", new Class<?>[] {URI.class}, uri);
    Object request = Later.call(builder, PACKAGE + "HttpRequest$Builder", "build", none);
    Object asText = Later.callStatic(PACKAGE + "HttpResponse$BodyHandlers", "ofString", none);
    Class<?>[] types = {
      Later.type(PACKAGE + "HttpRequest"), Later.type(PACKAGE + "HttpResponse$BodyHandler")
    };
    Later.call(client, PACKAGE + "HttpClient", "send", types, request, asText);
    return client;
  }
}
