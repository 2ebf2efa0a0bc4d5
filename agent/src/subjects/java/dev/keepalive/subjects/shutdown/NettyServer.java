package dev.keepalive.subjects.shutdown;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Netty over NIO. */
final class NettyServer implements Server {
  private final EventLoopGroup group = new NioEventLoopGroup(2);
  private final Channel listener;

  NettyServer(int port) throws InterruptedException {
    listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, Main.BACKLOG)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(1 << 20),
                            new Answers());
                  }
                })
            .bind("127.0.0.1", port)
            .sync()
            .channel();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void stop() {
    group.shutdownGracefully().syncUninterruptibly();
  }

  private static final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest http) {
      Request request =
          new Request(http.method().name(), http.uri(), http.content().readableBytes());
      context
          .executor()
          .schedule(() -> answer(context, request), request.delayMillis(), TimeUnit.MILLISECONDS);
    }

    private static void answer(ChannelHandlerContext context, Request request) {
      if (request.exits()) {
        System.exit(0);
      }
      DefaultHttpResponse head =
          new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      byte[] text = request.text().getBytes(StandardCharsets.ISO_8859_1);
      HttpUtil.setContentLength(head, request.bytes() > 0 ? request.bytes() : text.length);
      context.write(head);
      if (request.bytes() > 0) {
        for (ByteBuffer chunk : Main.chunks(request.bytes())) {
          context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(chunk)));
        }
      } else {
        context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(text)));
      }
      context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      System.out.println("FAILED " + cause);
      context.close();
    }
  }
}
