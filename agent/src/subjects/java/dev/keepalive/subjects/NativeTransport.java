package dev.keepalive.subjects;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.openmbean.CompositeData;

/**
 * Netty over a native transport, {@code epoll} or {@code io_uring}, which does as it is told on
 * standard input and prints what its handlers are told as {@code EVENT}.
 */
public final class NativeTransport {
  private static final int PUSHED = 64 * 1024 * 1024;

  private final Transport transport;
  private final EventLoopGroup group;
  private final Map<String, Channel> named = new HashMap<String, Channel>();
  private final List<Channel> pairs = new ArrayList<Channel>();
  private final AtomicInteger serverEnds = new AtomicInteger();
  private final int port;

  private NativeTransport(Transport transport) throws Exception {
    this.transport = transport;
    group = transport.group(2);
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(transport.<ServerChannel>serverChannel())
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childHandler(new Echo())
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    port = ((InetSocketAddress) server.localAddress()).getPort();
  }

  public static void main(String[] args) throws Exception {
    NativeTransport subject = new NativeTransport(Transport.of(args[0]));
    System.out.println("READY " + subject.port);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      subject.obey(line.split(" "));
      System.out.println("DONE " + line);
    }
    System.exit(0);
  }

  private void obey(String[] words) throws Exception {
    switch (words[0]) {
      case "pairs":
        for (int i = 0; i < Integer.parseInt(words[1]); i++) {
          pairs.add(exchange(1, 10));
        }
        break;
      case "load":
        load(Integer.parseInt(words[1]));
        break;
      case "close":
        close();
        break;
      case "open":
        open(words[1], words[2], Integer.parseInt(words[3]), words.length < 5);
        break;
      case "ask":
        named.get(words[1]).writeAndFlush(Unpooled.wrappedBuffer(new byte[10])).sync();
        break;
      case "push":
        push(named.get(words[1]));
        break;
      case "alter":
        named.get(words[1]).config().setOption(ChannelOption.SO_KEEPALIVE, false);
        break;
      case "set":
        new Registry().setOption(words[1], words[2]);
        break;
      default:
        registry(new Registry());
    }
  }

  /** A connection that has had so many messages of so many bytes echoed. */
  private Channel exchange(int messages, int size) throws Exception {
    CountDownLatch heard = new CountDownLatch(messages * size);
    Channel channel =
        new Bootstrap()
            .group(group)
            .channel(transport.<Channel>channel())
            .handler(new Count(heard))
            .connect("127.0.0.1", port)
            .sync()
            .channel();
    for (int i = 0; i < messages; i++) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[size]));
    }
    if (!heard.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(heard.getCount() + " bytes were not echoed");
    }
    return channel;
  }

  /** Connections one after the other, so that each number of a descriptor is used many times. */
  private void load(final int connections) throws Exception {
    final AtomicInteger failed = new AtomicInteger();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread() {
            @Override
            public void run() {
              try {
                for (int j = 0; j < connections; j++) {
                  exchange(8, 1 + j * 997 % 50_000).close().sync();
                }
              } catch (Throwable failure) {
                failure.printStackTrace();
                failed.incrementAndGet();
              }
            }
          };
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    awaitServerEnds(pairs.size());
    System.out.println("FAILED " + failed);
  }

  private void close() throws InterruptedException {
    for (Channel channel : pairs) {
      channel.close().sync();
    }
    pairs.clear();
    awaitServerEnds(0);
  }

  private void awaitServerEnds(int expected) throws InterruptedException {
    while (serverEnds.get() != expected) {
      Thread.sleep(10);
    }
  }

  private void open(final String name, String host, int peer, boolean reads) {
    ChannelFuture connect =
        new Bootstrap()
            .group(group)
            .channel(transport.<Channel>channel())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            .option(ChannelOption.AUTO_READ, reads)
            .handler(new Ear(name))
            .connect(host, peer);
    named.put(name, connect.channel());
    connect.addListener(
        future -> System.out.println("EVENT " + name + " connect " + future.cause()));
  }

  private static void push(Channel channel) {
    byte[] chunk = new byte[64 * 1024];
    for (int sent = 0; sent < PUSHED; sent += chunk.length) {
      channel.write(Unpooled.wrappedBuffer(chunk));
    }
    channel.flush();
  }

  private static void registry(Registry registry) throws Exception {
    for (CompositeData row : registry.list("age.min=0s")) {
      System.out.println(
          "ROW "
              + row.get("role")
              + " "
              + row.get("kind")
              + " "
              + row.get("bytesRead")
              + " "
              + row.get("bytesWritten")
              + " "
              + row.get("keepalive"));
    }
    for (String name : new String[] {"OpenCount", "OpenedTotal", "ClosedTotal"}) {
      System.out.println("TOTAL " + name + " " + registry.connections(name));
    }
    System.out.println("TOTAL AdviceFailuresTotal " + registry.agent("AdviceFailuresTotal"));
    for (String name : new String[] {"Missed", "Problems"}) {
      System.out.println("TOTAL " + name + " " + Arrays.toString((Object[]) registry.agent(name)));
    }
  }

  @Sharable
  private final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      serverEnds.incrementAndGet();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      context.writeAndFlush(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      serverEnds.decrementAndGet();
    }
  }

  private static final class Count extends SimpleChannelInboundHandler<ByteBuf> {
    private final CountDownLatch heard;

    Count(CountDownLatch heard) {
      this.heard = heard;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
      for (int i = 0; i < message.readableBytes(); i++) {
        heard.countDown();
      }
    }
  }

  private static final class Ear extends ChannelInboundHandlerAdapter {
    private final String name;

    Ear(String name) {
      this.name = name;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      System.out.println("EVENT " + name + " exception " + cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      System.out.println("EVENT " + name + " inactive");
    }
  }
}
