package dev.keepalive.subjects.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** HTTP by Apache HttpClient 5, classic. */
final class ApacheHttpClient implements Client {
  private final String url;
  private CloseableHttpClient client;

  ApacheHttpClient(InetSocketAddress peer) {
    url = "http://" + peer.getHostString() + ":" + peer.getPort() + "/";
  }

  @Override
  public void open() {
    ConnectionConfig config =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.INFINITE)
            .setSocketTimeout(Timeout.INFINITE)
            .build();
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(config)
                    .build())
            .build();
  }

  @Override
  public void ask() throws IOException {
    send(new HttpGet(url));
  }

  @Override
  public void push() throws IOException {
    HttpPost post = new HttpPost(url);
    post.setEntity(new ByteArrayEntity(Payload.whole(), ContentType.APPLICATION_OCTET_STREAM));
    send(post);
  }

  private void send(HttpUriRequestBase request) throws IOException {
    client.execute(
        request,
        response -> {
          EntityUtils.consume(response.getEntity());
          return null;
        });
  }
}
