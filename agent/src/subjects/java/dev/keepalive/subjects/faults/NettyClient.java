package dev.keepalive.subjects.faults;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Lines over Netty's NIO transport. */
final class NettyClient implements Client {
  private final InetSocketAddress peer;

  /** A line's end, or what went wrong. */
  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

  private Channel channel;

  NettyClient(InetSocketAddress peer) {
    this.peer = peer;
  }

  @Override
  public void open() throws Exception {
    channel =
        new Bootstrap()
            .group(new NioEventLoopGroup(1))
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            .handler(new Ear())
            .connect(peer)
            .sync()
            .channel();
  }

  @Override
  public void ask() throws Exception {
    channel.writeAndFlush(Unpooled.wrappedBuffer(Payload.line())).sync();
    Object what = heard.take();
    if (what instanceof Exception) {
      throw (Exception) what;
    }
  }

  @Override
  public void push() throws Exception {
    byte[] chunk = Payload.chunk();
    ChannelFuture last = null;
    for (int sent = 0; sent < Payload.TOTAL; sent += chunk.length) {
      last = channel.writeAndFlush(Unpooled.wrappedBuffer(chunk));
    }
    last.sync();
  }

  private final class Ear extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
      if (message.getByte(message.writerIndex() - 1) == '\n') {
        heard.add("line");
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      heard.add(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      heard.add(new EOFException("channel inactive"));
    }
  }
}
