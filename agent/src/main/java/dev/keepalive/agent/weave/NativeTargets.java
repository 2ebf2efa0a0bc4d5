package dev.keepalive.agent.weave;

import static dev.keepalive.agent.weave.Target.optional;
import static dev.keepalive.agent.weave.Target.required;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The hook points of Netty's native transports, which go past every socket of the JDK. They are
 * classes of the application: any loader may have them, in any number of copies, with a package put
 * before {@code io.netty} (shading cannot do more to them, as their libraries check it).
 *
 * <p>epoll and kqueue do all their system calls in {@code unix.Socket} and what it extends.
 * io_uring opens and closes there; what it reads and writes is told by the completions.
 */
final class NativeTargets {
  private static final String DESCRIPTOR = "io.netty.channel.unix.FileDescriptor";
  private static final String SOCKET = "io.netty.channel.unix.Socket";
  private static final String EPOLL = "io.netty.channel.epoll.";
  private static final String KQUEUE = "io.netty.channel.kqueue.";
  private static final String URING = "io.netty.channel.uring.";
  private static final String URING_UNSAFE = URING + "AbstractIoUringChannel$AbstractUringUnsafe";
  private static final String URING_STREAM =
      URING + "AbstractIoUringStreamChannel$IoUringStreamUnsafe";

  private static final String BUFFER = "Ljava/nio/ByteBuffer;";
  private static final String ADDRESS = "Ljava/net/SocketAddress;";
  private static final String INET_ADDRESS = "Ljava/net/InetSocketAddress;";
  private static final String CHANNEL = "Lio/netty/channel/Channel;";
  private static final String SEND_FILE = "(Lio/netty/channel/DefaultFileRegion;JJJ)J";

  static final List<Target> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              read(DESCRIPTOR, "read", "(" + BUFFER + "II)I"),
              read(DESCRIPTOR, "readAddress", "(JII)I"),
              read(SOCKET, "recv", "(" + BUFFER + "II)I"),
              read(SOCKET, "recvAddress", "(JII)I"),
              write(DESCRIPTOR, "write", "(" + BUFFER + "II)I"),
              write(DESCRIPTOR, "writeAddress", "(JII)I"),
              write(SOCKET, "send", "(" + BUFFER + "II)I"),
              write(SOCKET, "sendAddress", "(JII)I"),
              gather(DESCRIPTOR, "writev", "([" + BUFFER + "IIJ)J"),
              gather(DESCRIPTOR, "writevAddresses", "(JI)J"),
              gather(EPOLL + "LinuxSocket", "sendFile", SEND_FILE),
              gather(KQUEUE + "BsdSocket", "sendFile", SEND_FILE),
              required(
                  SOCKET,
                  "connect",
                  "(" + ADDRESS + ")Z",
                  RecordAt.NATIVE,
                  "NativeOpening$Connect"),
              required(SOCKET, "finishConnect", "()Z", RecordAt.NATIVE, "Opening$Finish"),
              required(DESCRIPTOR, "close", "()V", RecordAt.NATIVE, "NativeOpening$Close"),
              // Older versions lack it; io_uring closes by this alone.
              optional(DESCRIPTOR, "markClosed", "()Z", RecordAt.NATIVE, "NativeOpening$Release"),
              accepted(EPOLL + "EpollSocketChannel", EPOLL + "LinuxSocket", INET_ADDRESS),
              accepted(KQUEUE + "KQueueSocketChannel", KQUEUE + "BsdSocket", INET_ADDRESS),
              accepted(URING + "IoUringSocketChannel", URING + "LinuxSocket", ADDRESS),
              optional(
                  URING + "IoUringSocketChannel",
                  "<init>",
                  "(" + CHANNEL + "Lio/netty/channel/uring/LinuxSocket;)V",
                  RecordAt.NATIVE_ARGUMENT,
                  "NativeOpening$Accepted"),
              option(SOCKET, "setKeepAlive", "(Z)V"),
              option(EPOLL + "LinuxSocket", "setTcpKeepIdle", "(I)V"),
              option(EPOLL + "LinuxSocket", "setTcpKeepIntvl", "(I)V"),
              option(EPOLL + "LinuxSocket", "setTcpKeepCnt", "(I)V"),
              option(EPOLL + "LinuxSocket", "setTcpUserTimeout", "(I)V"),
              option(URING + "LinuxSocket", "setTcpKeepIdle", "(I)V"),
              option(URING + "LinuxSocket", "setTcpKeepIntvl", "(I)V"),
              option(URING + "LinuxSocket", "setTcpKeepCnt", "(I)V"),
              option(URING + "LinuxSocket", "setTcpUserTimeout", "(I)V"),
              // -- io_uring of Netty 4.2
              required(
                  URING_UNSAFE,
                  "connect",
                  "(" + ADDRESS + ADDRESS + "Lio/netty/channel/ChannelPromise;)V",
                  RecordAt.NATIVE_OF_CHANNEL,
                  "NativeCompletion$Connect"),
              required(
                  URING_UNSAFE,
                  "connectComplete",
                  "(BIIS)V",
                  RecordAt.NATIVE_OF_CHANNEL,
                  "NativeCompletion$Connected"),
              required(
                  URING_STREAM,
                  "readComplete0",
                  "(BIISI)V",
                  RecordAt.NATIVE_OF_CHANNEL,
                  "NativeCompletion$Read"),
              required(
                  URING_STREAM,
                  "scheduleWriteSingle",
                  "(Ljava/lang/Object;)I",
                  RecordAt.NATIVE_OF_CHANNEL,
                  "NativeCompletion$WriteScheduled"),
              required(
                  URING_STREAM,
                  "scheduleWriteMultiple",
                  "(Lio/netty/channel/ChannelOutboundBuffer;)I",
                  RecordAt.NATIVE_OF_CHANNEL,
                  "NativeCompletion$WriteScheduled"),
              required(
                  URING_STREAM,
                  "writeComplete0",
                  "(BIISI)Z",
                  RecordAt.NATIVE_OF_CHANNEL,
                  "NativeCompletion$Written")));

  private NativeTargets() {}

  private static Target read(String type, String method, String descriptor) {
    return optional(type, method, descriptor, RecordAt.NATIVE, "Transfer$Read");
  }

  private static Target write(String type, String method, String descriptor) {
    return optional(type, method, descriptor, RecordAt.NATIVE, "NativeTransfer$Write");
  }

  private static Target gather(String type, String method, String descriptor) {
    return optional(type, method, descriptor, RecordAt.NATIVE, "NativeTransfer$Gather");
  }

  private static Target option(String type, String method, String descriptor) {
    return optional(type, method, descriptor, RecordAt.NATIVE, "NativeOpening$OptionSet");
  }

  private static Target accepted(String channel, String socket, String address) {
    return required(
        channel,
        "<init>",
        "(" + CHANNEL + 'L' + socket.replace('.', '/') + ';' + address + ")V",
        RecordAt.NATIVE_ARGUMENT,
        "NativeOpening$Accepted");
  }
}
