package dev.keepalive.subjects;

import io.netty.channel.EventLoopGroup;

/** Netty's native transports by name: what this class path has is known at run time only. */
final class Transport {
  private final String loops;
  private final String channels;

  private Transport(String loops, String channels) {
    this.loops = loops;
    this.channels = channels;
  }

  static Transport of(String name) {
    // The packages of a shaded copy are those of this very class's references.
    String netty = EventLoopGroup.class.getPackage().getName();
    return name.equals("epoll")
        ? new Transport(netty + ".epoll.EpollEventLoopGroup", netty + ".epoll.Epoll")
        : new Transport(null, netty + ".uring.IoUring");
  }

  EventLoopGroup group(int threads) throws Exception {
    if (loops != null) {
      return (EventLoopGroup) Class.forName(loops).getConstructor(int.class).newInstance(threads);
    }
    String netty = EventLoopGroup.class.getPackage().getName();
    Object factory =
        Class.forName(netty + ".uring.IoUringIoHandler").getMethod("newFactory").invoke(null);
    return (EventLoopGroup)
        Class.forName(netty + ".MultiThreadIoEventLoopGroup")
            .getConstructor(int.class, Class.forName(netty + ".IoHandlerFactory"))
            .newInstance(threads, factory);
  }

  <C> Class<C> channel() {
    return type("SocketChannel");
  }

  <C> Class<C> serverChannel() {
    return type("ServerSocketChannel");
  }

  @SuppressWarnings("unchecked")
  private <C> Class<C> type(String suffix) {
    return (Class<C>) Later.type(channels + suffix);
  }
}
