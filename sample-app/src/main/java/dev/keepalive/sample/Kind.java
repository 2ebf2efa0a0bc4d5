package dev.keepalive.sample;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/** The kinds of connection that a Java program can open. */
enum Kind {
  SOCKET("socket") {
    @Override
    Conversation connect(String host, int port) throws IOException {
      return new StreamConversation(new Socket(host, port));
    }
  },
  TLS("tls") {
    @Override
    Conversation connect(String host, int port) throws IOException {
      return new StreamConversation(Tls.clients().createSocket(host, port));
    }
  },
  LAYERED_TLS("layered-tls") {
    @Override
    Conversation connect(String host, int port) throws IOException {
      Socket plain = new Socket(host, port);
      return new StreamConversation(Tls.clients().createSocket(plain, host, port, true));
    }
  },
  CHANNEL_SOCKET("channel-socket") {
    @Override
    Conversation connect(String host, int port) throws IOException {
      Socket socket = SocketChannel.open().socket();
      socket.connect(new InetSocketAddress(host, port));
      return new StreamConversation(socket);
    }
  },
  CHANNEL("channel") {
    @Override
    Conversation connect(String host, int port) throws IOException {
      return new ChannelConversation(SocketChannel.open(new InetSocketAddress(host, port)));
    }
  },
  SELECTOR("selector") {
    @Override
    Conversation connect(String host, int port) throws IOException {
      return new SelectorConversation(new InetSocketAddress(host, port));
    }
  },
  ASYNC("async") {
    @Override
    Conversation connect(String host, int port) throws IOException {
      return new AsyncConversation(new InetSocketAddress(host, port));
    }
  };

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  abstract Conversation connect(String host, int port) throws IOException;

  /** Whether the peer must speak TLS. */
  boolean isTls() {
    return this == TLS || this == LAYERED_TLS;
  }

  static Kind named(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind " + word + "; there are " + names());
  }

  static String names() {
    StringBuilder names = new StringBuilder();
    for (Kind kind : values()) {
      names.append(names.length() == 0 ? "" : ", ").append(kind);
    }
    return names.toString();
  }

  @Override
  public String toString() {
    return word;
  }
}
