package dev.keepalive.subjects;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds three connections of each kind to an echo server: one that is used after a long silence,
 * one on which a thread waits for data, one that is written to when the link is dead. Each begins
 * when its name is given on standard input, and prints {@code ANSWERED name kind} or {@code ENDED
 * name kind exception}.
 */
public final class FaultClient {
  private static final int SIZE = 100;

  private final Map<String, Map<String, End>> uses = new LinkedHashMap<String, Map<String, End>>();

  private FaultClient() {}

  /** Arguments: host and port. */
  public static void main(String[] args) throws Exception {
    FaultClient client = new FaultClient();
    InetSocketAddress server = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
    for (String use : new String[] {"request", "wait", "send"}) {
      client.uses.put(use, connect(server));
    }
    System.out.println("READY");
    client.obey();
  }

  private static Map<String, End> connect(InetSocketAddress server) throws IOException {
    Map<String, End> ends = new LinkedHashMap<String, End>();
    ends.put("socket", new SocketEnd(new Socket(server.getAddress(), server.getPort())));
    ends.put("channel", new ChannelEnd(SocketChannel.open(server), null));
    SocketChannel selected = SocketChannel.open(server);
    selected.configureBlocking(false);
    ends.put("selector", new ChannelEnd(selected, Selector.open()));
    AsynchronousSocketChannel async = AsynchronousSocketChannel.open();
    AsyncEnd.result(async.connect(server));
    ends.put("async", new AsyncEnd(async));
    for (End end : ends.values()) {
      exchange(end);
    }
    return ends;
  }

  private static void exchange(End end) throws IOException {
    end.write(new byte[SIZE]);
    end.read(SIZE);
  }

  private void obey() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String use = in.readLine(); use != null; use = in.readLine()) {
      for (Map.Entry<String, End> entry : uses.get(use).entrySet()) {
        begin(use, entry.getKey(), entry.getValue());
      }
      System.out.println("BEGUN " + use);
    }
    System.exit(0);
  }

  private static void begin(final String use, final String kind, final End end) {
    Thread thread =
        new Thread() {
          @Override
          public void run() {
            try {
              if (use.equals("wait")) {
                end.read(SIZE);
              } else {
                exchange(end);
              }
              System.out.println("ANSWERED " + use + " " + kind);
            } catch (IOException e) {
              System.out.println("ENDED " + use + " " + kind + " " + e);
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }
}
