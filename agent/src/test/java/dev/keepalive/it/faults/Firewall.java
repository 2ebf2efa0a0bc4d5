package dev.keepalive.it.faults;

import dev.keepalive.it.harness.Commands;
import dev.keepalive.it.harness.NetworkLab;
import dev.keepalive.it.harness.Requirements;

/** A stateful firewall before the servers: it can forget, and it never answers one port. */
public final class Firewall {
  /** Packets to it are lost. */
  public static final int SILENT_PORT = 6999;

  private static final int LONG_SECONDS = 600;

  private final String namespace;

  public Firewall(NetworkLab lab) {
    namespace = lab.server();
    // Small buffers: a writer is soon blocked, on few cores too.
    sysctl(lab.server(), "net.ipv4.tcp_rmem=4096 65536 262144");
    sysctl(lab.client(), "net.ipv4.tcp_wmem=4096 65536 262144");
    sysctl(namespace, "net.netfilter.nf_conntrack_tcp_loose=0");
    remember();
    Commands.feed(
        String.join(
            "\n",
            "table ip firewall {",
            "  chain input {",
            "    type filter hook input priority 0; policy accept;",
            "    tcp dport " + SILENT_PORT + " drop",
            "    ct state invalid drop",
            "    ct state new tcp flags & (syn | ack | rst | fin) != syn drop",
            "  }",
            "}\n"),
        "ip",
        "netns",
        "exec",
        namespace,
        Requirements.command("nft"),
        "-f",
        "-");
  }

  /** Connections without traffic for so long are forgotten, those too that are open now. */
  public void forgetAfter(int seconds) {
    sysctl(namespace, "net.netfilter.nf_conntrack_tcp_timeout_established=" + seconds);
  }

  /** Idle connections are remembered for longer than any test takes. */
  public void remember() {
    forgetAfter(LONG_SECONDS);
  }

  private static void sysctl(String namespace, String setting) {
    Commands.run("ip", "netns", "exec", namespace, Requirements.command("sysctl"), "-qw", setting);
  }
}
