package dev.keepalive.subjects;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One end of a TCP connection, whatever it is made of. */
interface End extends Closeable {
  /** Writes all of it. */
  void write(byte[] bytes) throws IOException;

  /** Reads so many bytes. */
  void read(int count) throws IOException;

  InetSocketAddress local() throws IOException;

  InetSocketAddress peer() throws IOException;
}
