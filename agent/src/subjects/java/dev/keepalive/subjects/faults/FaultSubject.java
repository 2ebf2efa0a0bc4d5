package dev.keepalive.subjects.faults;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * All the clients of one JVM. Commands come on standard input, a line each: {@code open FAULT},
 * then {@code ask FAULT}, {@code push FAULT} or nothing; {@code connect FAULT}. Every client obeys
 * in a thread of its own and prints {@code RESULT FAULT CLIENT millis ok|told text}.
 */
public final class FaultSubject {
  private static final byte[] LOAD = new byte[30 << 20];

  private final String host;
  private final Map<String, Integer> ports = new LinkedHashMap<String, Integer>();
  private final Map<String, Client> clients = new LinkedHashMap<String, Client>();

  private FaultSubject(String host) {
    this.host = host;
  }

  /** Arguments: the host, the address that nobody answers for, then {@code client=port}. */
  public static void main(String[] args) throws Exception {
    FaultSubject subject = new FaultSubject(args[0]);
    for (int i = 2; i < args.length; i++) {
      String[] words = args[i].split("=");
      if (make(words[0]) != null) {
        subject.ports.put(words[0], Integer.parseInt(words[1]));
      }
    }
    System.out.println("READY");
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      subject.obey(words[0], words[1], args[1]);
    }
    System.exit(0);
  }

  /** Null: this Java does not have it. */
  private static Client make(String name) throws Exception {
    String version = System.getProperty("java.specification.version");
    int feature = version.startsWith("1.") ? 8 : Integer.parseInt(version);
    switch (name) {
      case "socket":
        return new StreamClient(StreamClient.CONNECTED);
      case "late-socket":
        return new StreamClient(StreamClient.LATE);
      case "tls":
        return new StreamClient(StreamClient.TLS);
      case "layered-tls":
        return new StreamClient(StreamClient.LAYERED);
      case "channel":
        return new ChannelClient(false);
      case "channel-socket":
        return new StreamClient(StreamClient.ADAPTOR);
      case "selector":
        return new ChannelClient(true);
      case "async":
        return new AsyncClient();
      case "virtual-thread":
        return feature < 21 ? null : new VirtualThreadClient();
      case "url-connection":
        return new HttpClients.UrlConnection();
      case "jdk-httpclient":
        return feature < 11 ? null : new HttpClients.Jdk();
      case "okhttp":
        return new HttpClients.Ok();
      case "httpclient5":
        return new HttpClients.Apache();
      case "jedis":
        return new JedisClient();
      case "pgjdbc":
        return JdbcClient.postgres();
      case "mariadb":
        return JdbcClient.mariadb();
      case "netty":
        return new NettyClient();
      default:
        throw new IllegalArgumentException(name);
    }
  }

  private void obey(final String command, final String fault, final String nobody)
      throws Exception {
    if (command.equals("open")) {
      clients.clear();
    }
    final CountDownLatch done = new CountDownLatch(ports.size());
    for (final Map.Entry<String, Integer> entry : ports.entrySet()) {
      final String name = entry.getKey();
      final boolean opens = !clients.containsKey(name) || command.equals("connect");
      final Client client = opens ? make(name) : clients.get(name);
      if (command.equals("open")) {
        clients.put(name, client);
      }
      Thread thread =
          new Thread(fault + "-" + name) {
            @Override
            public void run() {
              long start = System.nanoTime();
              String outcome = "ok";
              try {
                act(command, client, command.equals("connect") ? nobody : host, entry.getValue());
              } catch (Throwable e) {
                outcome = "told " + text(e);
              }
              long millis = (System.nanoTime() - start) / 1_000_000;
              if (!command.equals("open") || !outcome.equals("ok")) {
                System.out.println("RESULT " + fault + " " + name + " " + millis + " " + outcome);
              }
              done.countDown();
            }
          };
      thread.setDaemon(true);
      thread.start();
    }
    if (command.equals("open")) {
      done.await(30, TimeUnit.SECONDS);
      System.out.println("OPENED " + fault);
    }
  }

  private static void act(String command, Client client, String host, int port) throws Exception {
    switch (command) {
      case "open":
      case "connect":
        client.open(host, port);
        break;
      case "ask":
        client.ask();
        break;
      case "push":
        client.push(LOAD);
        break;
      default:
        throw new IllegalArgumentException(command);
    }
  }

  private static String text(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
      if (String.valueOf(root.getMessage()).contains("keepalive-agent")) {
        break;
      }
    }
    return (e.getClass().getSimpleName() + " <- " + root).replace('\n', ' ').replace('\r', ' ');
  }
}
