package dev.keepalive.subjects.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** HTTP by OkHttp. */
final class OkHttp implements Client {
  private final String url;
  private OkHttpClient client;

  OkHttp(InetSocketAddress peer) {
    url = "http://" + peer.getHostString() + ":" + peer.getPort() + "/";
  }

  @Override
  public void open() {
    client =
        new OkHttpClient.Builder()
            .connectTimeout(0, TimeUnit.SECONDS)
            .readTimeout(0, TimeUnit.SECONDS)
            .writeTimeout(0, TimeUnit.SECONDS)
            .build();
  }

  @Override
  public void ask() throws IOException {
    send(new Request.Builder().url(url).build());
  }

  @Override
  public void push() throws IOException {
    send(new Request.Builder().url(url).post(RequestBody.create(Payload.whole(), null)).build());
  }

  private void send(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      response.body().bytes();
    }
  }
}
