package dev.keepalive.subjects.shutdown;

import dev.keepalive.subjects.Registry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * An application with a server and no thought of its end, other than by the hook that is named.
 * Prints {@code PORT number} once it serves; is told {@code hold}, {@code release}, {@code exit},
 * {@code halt}, {@code drain seconds}, {@code cancel}, {@code progress} on its standard input, and
 * halts at its end. Arguments: the kind of the server, its port or 0, and the hook with what
 * belongs to it; or {@code beside} and the port of another server.
 */
public final class Main {
  static final int BACKLOG = 4096;

  private static final byte[] CHUNK = new byte[64 * 1024];

  private Main() {}

  public static void main(String[] args) throws Exception {
    Server server = server(args[0], Integer.parseInt(args[1]));
    if (args.length > 2 && args[2].equals("beside")) {
      new ThreadServer(Integer.parseInt(args[3]), ServerSocketFactory.getDefault());
    } else if (args.length > 2) {
      Runtime.getRuntime().addShutdownHook(Hooks.named(args[2], args, server));
    }
    // The first moments of a listener may go by without the agent (docs/limits.md), but not once
    // somebody has needed the class of a connection.
    new Socket().close();
    System.out.println("PORT " + server.port());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      obey(line, server);
    }
    Runtime.getRuntime().halt(9);
  }

  private static Server server(String kind, int port) throws Exception {
    switch (kind) {
      case "threads":
        return new ThreadServer(port, ServerSocketFactory.getDefault());
      case "tls":
        return new ThreadServer(port, SSLServerSocketFactory.getDefault());
      case "selector":
        return new SelectorServer(port);
      case "async":
        return new AsyncServer(port);
      case "jdk":
        return new JdkServer(port);
      case "tomcat":
        return new TomcatServer(port);
      case "netty":
        return new NettyServer(port);
      default:
        throw new IllegalArgumentException(kind);
    }
  }

  private static void obey(String line, Server server) throws Exception {
    switch (line.split(" ")[0]) {
      case "hold":
        ((Holdable) server).hold();
        break;
      case "release":
        ((Holdable) server).release();
        break;
      case "exit":
        System.exit(0);
        break;
      case "halt":
        Runtime.getRuntime().halt(0);
        break;
      case "drain":
        new Registry().drain(Integer.parseInt(line.substring("drain ".length())));
        break;
      case "cancel":
        System.out.println("CANCELLED " + new Registry().cancelDrain());
        break;
      case "progress":
        System.out.println("PROGRESS " + progress());
        break;
      default:
        throw new IllegalArgumentException(line);
    }
    System.out.println("DONE " + line);
  }

  /** Of the drain on demand, as {@code name=value} in the order of the names. */
  private static String progress() throws Exception {
    CompositeData row = (CompositeData) new Registry().connections("Drain");
    StringBuilder text = new StringBuilder();
    for (String name : row.getCompositeType().keySet()) {
      text.append(name).append('=').append(row.get(name)).append(' ');
    }
    return text.toString();
  }

  /** So many bytes, in pieces with an array each. */
  static List<ByteBuffer> chunks(long bytes) {
    List<ByteBuffer> chunks = new ArrayList<>();
    for (long left = bytes; left > 0; left -= CHUNK.length) {
      chunks.add(ByteBuffer.wrap(CHUNK, 0, (int) Math.min(left, CHUNK.length)));
    }
    return chunks;
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      System.out.println("FAILED to close: " + e);
    }
  }
}
