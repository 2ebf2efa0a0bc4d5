package dev.keepalive.subjects.healthy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * HTTP clients that get half of an answer without a Content-Length when their connection is
 * condemned. Each prints {@code RESULT name} and the exception, or {@code 200} and what it took for
 * the whole page.
 */
public final class HalfPages {
  private HalfPages() {}

  private static final BlockingQueue<String> RESULTS = new LinkedBlockingQueue<String>();

  interface Get {
    String get(String url) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    run("okhttp", args[0], okHttp());
    run("httpclient5", args[0], httpClient5());
    run("netty", args[0], netty());
    if (!System.getProperty("java.specification.version").startsWith("1.")) {
      run("jdk-httpclient", args[0], jdkHttpClient());
    }
    int clients = System.getProperty("java.specification.version").startsWith("1.") ? 3 : 4;
    abortOnceAllHaveHalf(clients);
    for (int i = 0; i < clients; i++) {
      System.out.println(RESULTS.take());
    }
    System.exit(0);
  }

  private static void abortOnceAllHaveHalf(int clients) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName connections = new ObjectName("dev.keepalive:type=Connections");
    String[] types = {"java.lang.String", "int"};
    int half = 0;
    while (half < clients) {
      Thread.sleep(100);
      half = 0;
      if (server.isRegistered(connections)) {
        for (Object row :
            (Object[]) server.invoke(connections, "list", new Object[] {"", 0}, types)) {
          half += (Long) ((CompositeData) row).get("bytesRead") > 0 ? 1 : 0;
        }
      }
    }
    server.invoke(
        connections,
        "abort",
        new Object[] {"peer=*", "half a page"},
        new String[] {"java.lang.String", "java.lang.String"});
  }

  private static void run(final String name, final String url, final Get client) {
    Thread thread =
        new Thread(name) {
          @Override
          public void run() {
            String result;
            try {
              result = "200 " + client.get(url).trim();
            } catch (Throwable e) {
              Throwable root = e;
              while (root.getCause() != null && root.getCause() != root) {
                root = root.getCause();
              }
              result = e.getClass().getName() + ": " + e.getMessage() + " <- " + root;
            }
            RESULTS.add("RESULT " + name + " " + result.replace('\n', ' '));
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private static Get okHttp() {
    return new Get() {
      @Override
      public String get(String url) throws Exception {
        OkHttpClient client = new OkHttpClient.Builder().readTimeout(0, TimeUnit.SECONDS).build();
        Response response = client.newCall(new Request.Builder().url(url).build()).execute();
        return response.body().string();
      }
    };
  }

  private static Get httpClient5() {
    return new Get() {
      @Override
      public String get(String url) throws Exception {
        CloseableHttpClient client = HttpClients.custom().disableAutomaticRetries().build();
        return client.execute(
            new HttpGet(url),
            new HttpClientResponseHandler<String>() {
              @Override
              public String handleResponse(ClassicHttpResponse response)
                  throws HttpException, java.io.IOException {
                return EntityUtils.toString(response.getEntity());
              }
            });
      }
    };
  }

  private static Get netty() {
    return new Get() {
      @Override
      public String get(String url) throws Exception {
        URI uri = URI.create(url);
        final CompletableFuture<String> answer = new CompletableFuture<String>();
        Bootstrap bootstrap =
            new Bootstrap()
                .group(new NioEventLoopGroup(1))
                .channel(NioSocketChannel.class)
                .handler(
                    new ChannelInitializer<Channel>() {
                      @Override
                      protected void initChannel(Channel channel) {
                        channel
                            .pipeline()
                            .addLast(
                                new HttpClientCodec(),
                                new HttpObjectAggregator(1 << 20),
                                new Aggregated(answer));
                      }
                    });
        Channel channel = bootstrap.connect(uri.getHost(), uri.getPort()).sync().channel();
        channel.writeAndFlush(
            new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        return answer.get();
      }
    };
  }

  private static final class Aggregated extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final CompletableFuture<String> answer;

    Aggregated(CompletableFuture<String> answer) {
      this.answer = answer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      answer.complete(response.content().toString(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      answer.completeExceptionally(cause);
      context.close();
    }
  }

  /** By reflection: this class runs on Java 8 too. */
  private static Get jdkHttpClient() {
    return new Get() {
      @Override
      public String get(String url) throws Exception {
        Object client =
            Class.forName("java.net.http.HttpClient").getMethod("newHttpClient").invoke(null);
        Class<?> requestType = Class.forName("java.net.http.HttpRequest");
        Object builder =
            requestType.getMethod("newBuilder", URI.class).invoke(null, URI.create(url));
        Object request =
            Class.forName("java.net.http.HttpRequest$Builder").getMethod("build").invoke(builder);
        Object handler =
            Class.forName("java.net.http.HttpResponse$BodyHandlers")
                .getMethod("ofString")
                .invoke(null);
        Method send =
            Class.forName("java.net.http.HttpClient")
                .getMethod(
                    "send", requestType, Class.forName("java.net.http.HttpResponse$BodyHandler"));
        Object response = send.invoke(client, request, handler);
        return (String)
            Class.forName("java.net.http.HttpResponse").getMethod("body").invoke(response);
      }
    };
  }
}
