package dev.keepalive.sample;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Three network namespaces of the demo's own: a client, a router whose NAT forgets idle connections
 * after 4 s, a server. Needs root, {@code ip} and {@code nft}.
 */
final class Lab {
  static final String SERVER = "10.88.0.2";

  private static final String RULES =
      "table ip demo {\n"
          + "  chain fault { type filter hook forward priority -10; policy accept; }\n"
          + "  chain forward {\n"
          + "    type filter hook forward priority 0; policy accept;\n"
          + "    ct state invalid drop\n"
          + "    ct state new tcp flags & (syn | ack | rst | fin) != syn drop\n"
          + "  }\n"
          + "  chain input {\n"
          + "    type filter hook input priority 0; policy accept;\n"
          + "    meta l4proto tcp drop\n"
          + "  }\n"
          + "  chain nat {\n"
          + "    type nat hook postrouting priority 100; policy accept;\n"
          + "    oifname \"to-server\" masquerade\n"
          + "  }\n"
          + "}\n";

  private final String client = name("c");
  private final String router = name("r");
  private final String server = name("s");

  private static String name(String suffix) {
    return "demo" + Long.toString(System.nanoTime() % 100000000, 36) + suffix;
  }

  /** Null where it can be made; else what is missing. */
  static String missing() {
    if (!new File("/proc/sys/net/ipv4/ip_forward").canWrite()) {
      return "needs root on Linux";
    }
    for (String command : new String[] {"ip", "nft", "sysctl"}) {
      if (find(command) == null) {
        return "needs the command " + command;
      }
    }
    return null;
  }

  void make() throws IOException {
    for (String namespace : Arrays.asList(client, router, server)) {
      run("ip", "netns", "add", namespace);
      run("ip", "-n", namespace, "link", "set", "lo", "up");
    }
    join(client, "10.87.0.2", "to-client", "10.87.0.1");
    join(server, SERVER, "to-server", "10.88.0.1");
    run(
        in(
            router,
            find("sysctl"),
            "-qw",
            "net.ipv4.ip_forward=1",
            "net.netfilter.nf_conntrack_tcp_loose=0",
            "net.netfilter.nf_conntrack_tcp_timeout_established=4"));
    feed(RULES, in(router, find("nft"), "-f", "-"));
  }

  private void join(String namespace, String address, String routerLink, String routerAddress)
      throws IOException {
    run(
        ("ip -n "
                + namespace
                + " link add uplink type veth peer name "
                + routerLink
                + " netns "
                + router)
            .split(" "));
    run(("ip -n " + namespace + " addr add " + address + "/24 dev uplink").split(" "));
    run(("ip -n " + namespace + " link set uplink up").split(" "));
    run(("ip -n " + router + " addr add " + routerAddress + "/24 dev " + routerLink).split(" "));
    run(("ip -n " + router + " link set " + routerLink + " up").split(" "));
    run(("ip -n " + namespace + " route add default via " + routerAddress).split(" "));
  }

  /** From now on every packet is lost in silence. */
  void killLink() throws IOException {
    run(in(router, find("nft"), "add", "rule", "ip", "demo", "fault", "drop"));
  }

  List<String> inClient() {
    return Arrays.asList(in(client));
  }

  List<String> inServer() {
    return Arrays.asList(in(server));
  }

  void remove() {
    for (String namespace : Arrays.asList(client, router, server)) {
      try {
        run("ip", "netns", "del", namespace);
      } catch (IOException neverMade) {
        // It was not all made.
      }
    }
  }

  private static String[] in(String namespace, String... command) {
    List<String> words =
        new ArrayList<String>(Arrays.asList(find("ip"), "netns", "exec", namespace));
    words.addAll(Arrays.asList(command));
    return words.toArray(new String[0]);
  }

  private static void run(String... command) throws IOException {
    feed("", command);
  }

  private static void feed(String input, String... command) throws IOException {
    command[0] = find(command[0]);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException ended) {
      // It ended without reading: its exit code says how.
    }
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  static String find(String command) {
    if (command.startsWith("/")) {
      return command;
    }
    for (String directory : (System.getenv("PATH") + ":/usr/sbin:/sbin").split(":")) {
      File file = new File(directory, command);
      if (file.canExecute()) {
        return file.getPath();
      }
    }
    return null;
  }
}
