package dev.keepalive.agent.weave;

import static dev.keepalive.agent.weave.Target.optional;
import static dev.keepalive.agent.weave.Target.required;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The table of hook points. A class is chosen by its presence, not by the JDK's version; a required
 * method that a present class lacks is a miss, reported in JMX and in the log.
 *
 * <p>Every operation of every kind of connection passes exactly one of these; what is built above
 * (TLS, proxies, adaptors, streams, the HTTP clients) passes them too.
 */
final class Targets {
  /** Plain sockets of Java 8 to 12 (up to 17 with {@code jdk.net.usePlainSocketImpl}). */
  static final String PLAIN = "java.net.AbstractPlainSocketImpl";

  static final String PLAIN_LEAF = "java.net.PlainSocketImpl";
  static final String PLAIN_IN = "java.net.SocketInputStream";
  private static final String PLAIN_OUT = "java.net.SocketOutputStream";

  /** Plain sockets of Java 13 and later. */
  private static final String SOCKET = "sun.nio.ch.NioSocketImpl";

  static final String CHANNEL = "sun.nio.ch.SocketChannelImpl";
  static final String ADAPTOR = "sun.nio.ch.SocketAdaptor";
  private static final String FILE = "sun.nio.ch.FileChannelImpl";
  private static final String PIPE_SOURCE = "sun.nio.ch.SourceChannelImpl";
  private static final String PIPE_SINK = "sun.nio.ch.SinkChannelImpl";
  private static final String ASYNC = "sun.nio.ch.AsynchronousSocketChannelImpl";
  private static final String ASYNC_UNIX = "sun.nio.ch.UnixAsynchronousSocketChannelImpl";

  static final String SERVER = "java.net.ServerSocket";
  static final String SERVER_CHANNEL = "sun.nio.ch.ServerSocketChannelImpl";
  private static final String ASYNC_SERVER = "sun.nio.ch.AsynchronousServerSocketChannelImpl";
  private static final String TLS = "sun.security.ssl.SSLSocketImpl";
  private static final String TLS_IN = "sun.security.ssl.SSLSocketImpl$AppInputStream";
  private static final String TLS_OUT = "sun.security.ssl.SSLSocketImpl$AppOutputStream";
  static final String EXIT = "java.lang.ApplicationShutdownHooks";

  private static final String SUPPORT = "jdk.internal.vm.VMSupport";
  private static final String SUPPORT_8 = "sun.misc.VMSupport";
  private static final String AGENT_PROPERTIES = "serializeAgentPropertiesToByteArray";

  private static final String PROVIDER = "Ljava/nio/channels/spi/SelectorProvider;";
  private static final String FD = "Ljava/io/FileDescriptor;";
  private static final String ADDRESS = "Ljava/net/SocketAddress;";
  private static final String INET_ADDRESS = "Ljava/net/InetSocketAddress;";
  private static final String BUFFER = "Ljava/nio/ByteBuffer;";
  private static final String BUFFERS = "[Ljava/nio/ByteBuffer;";
  private static final String SET_OPTION = "(Ljava/net/SocketOption;Ljava/lang/Object;)";
  private static final String GET_OPTION = "(Ljava/net/SocketOption;)Ljava/lang/Object;";
  private static final String ASYNC_TRANSFER =
      "(Z"
          + BUFFER
          + BUFFERS
          + "JLjava/util/concurrent/TimeUnit;Ljava/lang/Object;"
          + "Ljava/nio/channels/CompletionHandler;)Ljava/util/concurrent/Future;";

  static final List<Target> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              // -- plain sockets, 8 to 12
              required(PLAIN, "<init>", null, RecordAt.FD_LOCK, "Birth$PlainSocket"),
              required(
                  PLAIN,
                  "doConnect",
                  "(Ljava/net/InetAddress;II)V",
                  RecordAt.FD_LOCK,
                  "Opening$ToInetAddress"),
              required(
                  PLAIN,
                  "accept",
                  "(Ljava/net/SocketImpl;)V",
                  RecordAt.ARGUMENT_FD_LOCK,
                  "Opening$AcceptInto"),
              required(PLAIN, "close", "()V", RecordAt.FD_LOCK, "Closing$Begin"),
              required(
                  PLAIN,
                  "setOption",
                  "(ILjava/lang/Object;)V",
                  RecordAt.FD_LOCK,
                  "Options$Numbered"),
              optional(PLAIN, "setOption", SET_OPTION + "V", RecordAt.FD_LOCK, "Options$Named"),
              optional(
                  PLAIN_LEAF, "setOption", SET_OPTION + "V", RecordAt.FD_LOCK, "Options$Named"),
              optional(PLAIN, "getOption", GET_OPTION, RecordAt.FD_LOCK, "Options$NamedAsked"),
              optional(PLAIN_LEAF, "getOption", GET_OPTION, RecordAt.FD_LOCK, "Options$NamedAsked"),
              required(PLAIN_IN, "read", "([BIII)I", RecordAt.IMPL_FD_LOCK, "Transfer$ReadArray"),
              required(
                  PLAIN_OUT,
                  "socketWrite",
                  "([BII)V",
                  RecordAt.IMPL_FD_LOCK,
                  "Transfer$WriteStream"),
              required(
                  PLAIN, "getOption", "(I)Ljava/lang/Object;", RecordAt.FD_LOCK, "Options$Asked"),
              required(PLAIN, "available", "()I", RecordAt.FD_LOCK, "Transfer$Available"),
              // -- plain sockets, 13 and later
              required(SOCKET, "<init>", "(Z)V", RecordAt.STATE_LOCK, "Birth$Socket"),
              required(
                  SOCKET,
                  "connect",
                  "(" + ADDRESS + "I)V",
                  RecordAt.STATE_LOCK,
                  "Opening$ToSocketAddress"),
              required(
                  SOCKET,
                  "accept",
                  "(Ljava/net/SocketImpl;)V",
                  RecordAt.ARGUMENT_STATE_LOCK,
                  "Opening$AcceptInto"),
              required(SOCKET, "read", "([BII)I", RecordAt.STATE_LOCK, "Transfer$ReadArray"),
              required(SOCKET, "write", "([BII)V", RecordAt.STATE_LOCK, "Transfer$WriteFully"),
              required(SOCKET, "available", "()I", RecordAt.STATE_LOCK, "Transfer$Available"),
              required(SOCKET, "close", "()V", RecordAt.STATE_LOCK, "Closing$Begin"),
              required(
                  SOCKET,
                  "setOption",
                  "(ILjava/lang/Object;)V",
                  RecordAt.STATE_LOCK,
                  "Options$Numbered"),
              required(SOCKET, "setOption", SET_OPTION + "V", RecordAt.STATE_LOCK, "Options$Named"),
              required(SOCKET, "getOption", GET_OPTION, RecordAt.STATE_LOCK, "Options$NamedAsked"),
              required(
                  SOCKET,
                  "getOption",
                  "(I)Ljava/lang/Object;",
                  RecordAt.STATE_LOCK,
                  "Options$Asked"),
              optional(SOCKET, "implWrite", "([BII)I", RecordAt.STATE_LOCK, "Transfer$WriteSome"),
              // -- channels; constructors: 8 and 11, then 17 and later (the one-argument one
              // delegates there, and passes twice)
              required(
                  CHANNEL, "<init>", "(" + PROVIDER + ")V", RecordAt.STATE_LOCK, "Birth$Channel"),
              optional(
                  CHANNEL,
                  "<init>",
                  "(" + PROVIDER + "Ljava/net/ProtocolFamily;)V",
                  RecordAt.STATE_LOCK,
                  "Birth$Channel"),
              optional(
                  CHANNEL,
                  "<init>",
                  "(" + PROVIDER + FD + INET_ADDRESS + ")V",
                  RecordAt.STATE_LOCK,
                  "Birth$AcceptedChannel"),
              optional(
                  CHANNEL,
                  "<init>",
                  "(" + PROVIDER + "Ljava/net/ProtocolFamily;" + FD + ADDRESS + ")V",
                  RecordAt.STATE_LOCK,
                  "Birth$AcceptedChannel"),
              required(
                  CHANNEL,
                  "connect",
                  "(" + ADDRESS + ")Z",
                  RecordAt.STATE_LOCK,
                  "Opening$MaybePending"),
              required(CHANNEL, "finishConnect", "()Z", RecordAt.STATE_LOCK, "Opening$Finish"),
              optional(
                  CHANNEL,
                  "blockingConnect",
                  "(" + ADDRESS + "J)V",
                  RecordAt.STATE_LOCK,
                  "Opening$Blocking"),
              required(
                  CHANNEL, "read", "(" + BUFFER + ")I", RecordAt.STATE_LOCK, "Transfer$ReadBuffer"),
              required(
                  CHANNEL,
                  "read",
                  "(" + BUFFERS + "II)J",
                  RecordAt.STATE_LOCK,
                  "Transfer$ReadBuffers"),
              required(
                  CHANNEL,
                  "write",
                  "(" + BUFFER + ")I",
                  RecordAt.STATE_LOCK,
                  "Transfer$WriteBuffer"),
              required(
                  CHANNEL,
                  "write",
                  "(" + BUFFERS + "II)J",
                  RecordAt.STATE_LOCK,
                  "Transfer$WriteBuffers"),
              optional(
                  CHANNEL, "blockingRead", "([BIIJ)I", RecordAt.STATE_LOCK, "Transfer$TimedRead"),
              optional(CHANNEL, "available", "()I", RecordAt.STATE_LOCK, "Transfer$Available"),
              optional(
                  CHANNEL,
                  "blockingWriteFully",
                  "([BII)V",
                  RecordAt.STATE_LOCK,
                  "Transfer$WriteFully"),
              required(
                  CHANNEL,
                  "implCloseSelectableChannel",
                  "()V",
                  RecordAt.STATE_LOCK,
                  "Closing$Begin"),
              required(
                  CHANNEL,
                  "setOption",
                  SET_OPTION + "Ljava/nio/channels/SocketChannel;",
                  RecordAt.STATE_LOCK,
                  "Options$Named"),
              required(CHANNEL, "getOption", GET_OPTION, RecordAt.STATE_LOCK, "Options$NamedAsked"),
              required(
                  FILE,
                  "transferTo",
                  "(JJLjava/nio/channels/WritableByteChannel;)J",
                  RecordAt.NOWHERE,
                  "Transfer$SendFile"),
              optional(CHANNEL, "tryWrite", "([BII)I", RecordAt.STATE_LOCK, "Transfer$WriteSome"),
              required(
                  ADAPTOR, "connect", "(" + ADDRESS + "I)V", RecordAt.NOWHERE, "Opening$OfAdaptor"),
              // -- selector wake-up pipes are made of loopback connections on Windows
              optional(
                  PIPE_SOURCE,
                  "<init>",
                  "(" + PROVIDER + "Ljava/nio/channels/SocketChannel;)V",
                  RecordAt.NOWHERE,
                  "Birth$Pipe"),
              optional(
                  PIPE_SINK,
                  "<init>",
                  "(" + PROVIDER + "Ljava/nio/channels/SocketChannel;)V",
                  RecordAt.NOWHERE,
                  "Birth$Pipe"),

              // -- asynchronous channels
              required(ASYNC, "<init>", null, RecordAt.STATE_LOCK, "Birth$AsyncChannel"),
              required(
                  ASYNC, "enableReading", "(Z)V", RecordAt.STATE_LOCK, "AsyncTransfer$ReadEnd"),
              required(
                  ASYNC, "enableWriting", "(Z)V", RecordAt.STATE_LOCK, "AsyncTransfer$WriteEnd"),
              required(ASYNC, "begin", "()V", RecordAt.STATE_LOCK, "AsyncTransfer$Enter"),
              required(ASYNC, "close", "()V", RecordAt.STATE_LOCK, "Closing$Begin"),
              required(
                  ASYNC,
                  "setOption",
                  SET_OPTION + "Ljava/nio/channels/AsynchronousSocketChannel;",
                  RecordAt.STATE_LOCK,
                  "Options$Named"),
              required(ASYNC, "getOption", GET_OPTION, RecordAt.STATE_LOCK, "Options$NamedAsked"),
              required(
                  ASYNC_UNIX,
                  "<init>",
                  "(Lsun/nio/ch/Port;" + FD + INET_ADDRESS + ")V",
                  RecordAt.STATE_LOCK,
                  "Birth$AcceptedAsyncChannel"),
              required(
                  ASYNC_UNIX,
                  "implConnect",
                  "("
                      + ADDRESS
                      + "Ljava/lang/Object;Ljava/nio/channels/CompletionHandler;)"
                      + "Ljava/util/concurrent/Future;",
                  RecordAt.STATE_LOCK,
                  "Opening$Begin"),
              required(ASYNC_UNIX, "setConnected", "()V", RecordAt.STATE_LOCK, "Opening$End"),
              required(
                  ASYNC_UNIX,
                  "implRead",
                  ASYNC_TRANSFER,
                  RecordAt.STATE_LOCK,
                  "AsyncTransfer$ReadBegin"),
              required(
                  ASYNC_UNIX,
                  "implWrite",
                  ASYNC_TRANSFER,
                  RecordAt.STATE_LOCK,
                  "AsyncTransfer$WriteBegin"),

              // -- TLS sockets: connected, accepted or layered on another
              optional(TLS, "doneConnect", "()V", RecordAt.NOWHERE, "Opening$Secured"),
              optional(TLS_IN, "read", "([BII)I", RecordAt.TLS_SOCKET, "TlsTransfer$Read"),
              optional(TLS_IN, "available", "()I", RecordAt.TLS_SOCKET, "TlsTransfer$Available"),
              optional(TLS_OUT, "write", "([BII)V", RecordAt.TLS_SOCKET, "TlsTransfer$Write"),

              // -- listeners, and the end of the JVM
              required(SERVER, "bind", "(" + ADDRESS + "I)V", RecordAt.NOWHERE, "Exit$Listening"),
              required(
                  SERVER_CHANNEL,
                  "bind",
                  "(" + ADDRESS + "I)Ljava/nio/channels/ServerSocketChannel;",
                  RecordAt.NOWHERE,
                  "Exit$Listening"),
              required(
                  ASYNC_SERVER,
                  "bind",
                  "(" + ADDRESS + "I)Ljava/nio/channels/AsynchronousServerSocketChannel;",
                  RecordAt.NOWHERE,
                  "Exit$Listening"),
              optional(
                  SERVER_CHANNEL,
                  "setOption",
                  SET_OPTION + "Ljava/nio/channels/ServerSocketChannel;",
                  RecordAt.NOWHERE,
                  "Options$OfListener"),
              optional(
                  ASYNC_SERVER,
                  "setOption",
                  SET_OPTION + "Ljava/nio/channels/AsynchronousServerSocketChannel;",
                  RecordAt.NOWHERE,
                  "Options$OfListener"),
              required(EXIT, "runHooks", "()V", RecordAt.NOWHERE, "Exit$BeforeHooks"),

              // -- a question of the attach mechanism that loads no agent
              optional(SUPPORT, AGENT_PROPERTIES, "()[B", RecordAt.NOWHERE, "Questions$Asked"),
              optional(SUPPORT_8, AGENT_PROPERTIES, "()[B", RecordAt.NOWHERE, "Questions$Asked")));

  /** Of classes that were loaded before: who listens already is seen when it next accepts. */
  static final List<Target> LATE =
      Collections.unmodifiableList(
          Arrays.asList(
              required(
                  SERVER, "implAccept", "(Ljava/net/Socket;)V", RecordAt.NOWHERE, "Exit$Accepting"),
              required(
                  SERVER_CHANNEL,
                  "accept",
                  "()Ljava/nio/channels/SocketChannel;",
                  RecordAt.NOWHERE,
                  "Exit$Accepting"),
              required(
                  ASYNC_SERVER,
                  "accept",
                  "()Ljava/util/concurrent/Future;",
                  RecordAt.NOWHERE,
                  "Exit$Accepting"),
              required(
                  ASYNC_SERVER,
                  "accept",
                  "(Ljava/lang/Object;Ljava/nio/channels/CompletionHandler;)V",
                  RecordAt.NOWHERE,
                  "Exit$Accepting")));

  /** What is loaded by programs without any connections, or before they have some. */
  static final List<String> DEFERRED =
      Collections.unmodifiableList(Arrays.asList(FILE, EXIT, SERVER, SERVER_CHANNEL));

  private Targets() {}
}
