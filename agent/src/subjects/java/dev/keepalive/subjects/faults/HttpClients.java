package dev.keepalive.subjects.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** Clients of HTTP, each with its own pool of connections. */
abstract class HttpClients implements Client {
  private String url;

  @Override
  public void open(String host, int port) throws Exception {
    url = "http://" + host + ":" + port + "/";
    ask();
  }

  @Override
  public void ask() throws Exception {
    exchange(url, null);
  }

  @Override
  public void push(byte[] bytes) throws Exception {
    exchange(url, bytes);
  }

  /** GET, or POST where there is a body. */
  abstract void exchange(String url, byte[] body) throws Exception;

  static final class UrlConnection extends HttpClients {
    @Override
    void exchange(String url, byte[] body) throws IOException {
      HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
      if (body != null) {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      try (InputStream in = connection.getInputStream()) {
        while (in.read() >= 0) {
          continue;
        }
      }
    }
  }

  static final class Ok extends HttpClients {
    private final OkHttpClient client =
        new OkHttpClient.Builder()
            .connectTimeout(0, TimeUnit.SECONDS)
            .readTimeout(0, TimeUnit.SECONDS)
            .writeTimeout(0, TimeUnit.SECONDS)
            .build();

    @Override
    void exchange(String url, byte[] body) throws IOException {
      Request.Builder request = new Request.Builder().url(url);
      if (body != null) {
        request.post(RequestBody.create(body, MediaType.get("application/octet-stream")));
      }
      try (Response response = client.newCall(request.build()).execute()) {
        response.body().string();
      }
    }
  }

  static final class Apache extends HttpClients {
    private final CloseableHttpClient client =
        org.apache.hc.client5.http.impl.classic.HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.DISABLED)
                            .setSocketTimeout(Timeout.DISABLED)
                            .build())
                    .build())
            .build();

    @Override
    void exchange(String url, byte[] body) throws IOException {
      HttpUriRequestBase request = body == null ? new HttpGet(url) : new HttpPost(url);
      if (body != null) {
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_OCTET_STREAM));
      }
      client.execute(
          request,
          new HttpClientResponseHandler<String>() {
            @Override
            public String handleResponse(ClassicHttpResponse response)
                throws IOException, org.apache.hc.core5.http.ParseException {
              return EntityUtils.toString(response.getEntity());
            }
          });
    }
  }

  /** The client of Java 11 and later, by reflection. */
  static final class Jdk extends HttpClients {
    private final Object client = type("HttpClient").getMethod("newHttpClient").invoke(null);

    Jdk() throws Exception {}

    @Override
    void exchange(String url, byte[] body) throws Exception {
      Object builder =
          type("HttpRequest").getMethod("newBuilder", URI.class).invoke(null, URI.create(url));
      Class<?> builderType = type("HttpRequest$Builder");
      if (body != null) {
        Object publisher =
            type("HttpRequest$BodyPublishers")
                .getMethod("ofByteArray", byte[].class)
                .invoke(null, (Object) body);
        builderType.getMethod("POST", type("HttpRequest$BodyPublisher")).invoke(builder, publisher);
      }
      Object handler = type("HttpResponse$BodyHandlers").getMethod("ofString").invoke(null);
      try {
        type("HttpClient")
            .getMethod("send", type("HttpRequest"), type("HttpResponse$BodyHandler"))
            .invoke(client, builderType.getMethod("build").invoke(builder), handler);
      } catch (InvocationTargetException e) {
        throw (Exception) e.getCause();
      }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
      return Class.forName("java.net.http." + name);
    }
  }
}
