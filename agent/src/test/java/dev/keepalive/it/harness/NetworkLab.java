package dev.keepalive.it.harness;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Three network namespaces in a row: a client, a router with NAT that forgets idle connections, a
 * server. What does not belong to a connection that the router knows is dropped in silence, as real
 * ones do.
 */
public final class NetworkLab implements AutoCloseable {
  /** Where the server is reached. */
  public static final String SERVER = "10.78.0.2";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String id = "ka" + ProcessHandle.current().pid() + "x" + COUNT.incrementAndGet();
  private final String client = id + "c";
  private final String router = id + "r";
  private final String server = id + "s";

  /**
   * @param forgetsAfterSeconds how long the router remembers a connection without traffic
   */
  public NetworkLab(int forgetsAfterSeconds) {
    Requirements.networkNamespaces();
    try {
      for (String namespace : new String[] {client, router, server}) {
        ip("netns", "add", namespace);
        ip("-n", namespace, "link", "set", "lo", "up");
      }
      join(client, "10.77.0.2", "to-client", "10.77.0.1");
      join(server, SERVER, "to-server", "10.78.0.1");
      inRouter(
          "sysctl",
          "-qw",
          "net.ipv4.ip_forward=1",
          "net.netfilter.nf_conntrack_tcp_loose=0",
          "net.netfilter.nf_conntrack_tcp_timeout_established=" + forgetsAfterSeconds);
      nft(
          "table ip lab {",
          "  chain fault { type filter hook forward priority -10; policy accept; }",
          "  chain forward {",
          "    type filter hook forward priority 0; policy accept;",
          "    ct state invalid drop",
          "    ct state new tcp flags & (syn | ack | rst | fin) != syn drop",
          "  }",
          "  chain input {",
          "    type filter hook input priority 0; policy accept;",
          "    meta l4proto tcp drop",
          "  }",
          "  chain nat {",
          "    type nat hook postrouting priority 100; policy accept;",
          "    oifname \"to-server\" masquerade",
          "  }",
          "}");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void join(String namespace, String address, String routerLink, String routerAddress) {
    ip(
        "-n",
        namespace,
        "link",
        "add",
        "uplink",
        "type",
        "veth",
        "peer",
        "name",
        routerLink,
        "netns",
        router);
    ip("-n", namespace, "addr", "add", address + "/24", "dev", "uplink");
    ip("-n", namespace, "link", "set", "uplink", "up");
    ip("-n", router, "addr", "add", routerAddress + "/24", "dev", routerLink);
    ip("-n", router, "link", "set", routerLink, "up");
    ip("-n", namespace, "route", "add", "default", "via", routerAddress);
  }

  /** The client's network namespace. */
  public String client() {
    return client;
  }

  /** The server's network namespace. */
  public String server() {
    return server;
  }

  /** From now on every packet is lost, both ways, and nobody is told. */
  public void blackhole() {
    nft("add rule ip lab fault drop");
  }

  public void heal() {
    nft("flush chain ip lab fault");
  }

  @Override
  public void close() {
    for (String namespace : new String[] {client, router, server}) {
      try {
        ip("netns", "del", namespace);
      } catch (IllegalStateException neverMade) {
        // The lab failed half-way.
      }
    }
  }

  private void nft(String... lines) {
    Commands.feed(
        String.join("\n", lines) + "\n",
        Requirements.command("ip"),
        "netns",
        "exec",
        router,
        Requirements.command("nft"),
        "-f",
        "-");
  }

  private void inRouter(String... command) {
    String[] whole = new String[command.length + 3];
    System.arraycopy(new String[] {"netns", "exec", router}, 0, whole, 0, 3);
    System.arraycopy(command, 0, whole, 3, command.length);
    ip(whole);
  }

  private static void ip(String... args) {
    String[] whole = new String[args.length + 1];
    whole[0] = Requirements.command("ip");
    System.arraycopy(args, 0, whole, 1, args.length);
    Commands.run(whole);
  }
}
