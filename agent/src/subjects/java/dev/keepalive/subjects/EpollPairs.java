package dev.keepalive.subjects;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Idle connections of Netty's epoll transport, both ends in this JVM. */
final class EpollPairs {
  private EpollPairs() {}

  /** Opens so many and prints both ends of each, as {@link Pair#print} does. */
  static void open(int count) throws Exception {
    Transport epoll = Transport.of("epoll");
    EventLoopGroup group = epoll.group(1);
    CountDownLatch accepted = new CountDownLatch(count);
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(epoll.<ServerChannel>serverChannel())
            .childHandler(new Count(accepted))
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    for (int i = 0; i < count; i++) {
      Channel client =
          new Bootstrap()
              .group(group)
              .channel(epoll.<Channel>channel())
              .handler(new ChannelInboundHandlerAdapter())
              .connect("127.0.0.1", port)
              .sync()
              .channel();
      int local = ((InetSocketAddress) client.localAddress()).getPort();
      System.out.println("END epoll client " + local + " " + port + " true 30");
      System.out.println("END epoll server " + port + " " + local + " true 30");
    }
    if (!accepted.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException(accepted.getCount() + " were not accepted");
    }
  }

  @Sharable
  private static final class Count extends ChannelInboundHandlerAdapter {
    private final CountDownLatch accepted;

    Count(CountDownLatch accepted) {
      this.accepted = accepted;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      accepted.countDown();
    }
  }
}
