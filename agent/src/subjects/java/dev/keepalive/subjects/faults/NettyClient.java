package dev.keepalive.subjects.faults;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.EOFException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Netty's NIO transport. */
final class NettyClient implements Client {
  private volatile CompletableFuture<Void> answer = new CompletableFuture<Void>();
  private Channel channel;

  @Override
  public void open(String host, int port) throws Exception {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(new NioEventLoopGroup(1))
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            .handler(new Answers());
    channel = bootstrap.connect(host, port).sync().channel();
    ask();
  }

  @Override
  public void ask() throws Exception {
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      answer = new CompletableFuture<Void>();
    }
    channel.writeAndFlush(Unpooled.copiedBuffer("hello\n".getBytes("US-ASCII")));
    try {
      answer.get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  @Override
  public void push(byte[] bytes) throws Exception {
    channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)).sync();
  }

  private final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      answer.complete(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // A new one: the client may be between two questions.
      CompletableFuture<Void> failed = new CompletableFuture<Void>();
      failed.completeExceptionally(cause);
      answer.completeExceptionally(cause);
      answer = failed;
      context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      answer.completeExceptionally(new EOFException("end of stream"));
    }
  }
}
