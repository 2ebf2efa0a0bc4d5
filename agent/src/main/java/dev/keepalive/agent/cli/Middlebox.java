package dev.keepalive.agent.cli;

import dev.keepalive.agent.options.Durations;
import java.util.ArrayList;
import java.util.List;

/** After how much silence devices between two hosts forget a connection, by their makers' words. */
final class Middlebox {
  private static final long SECOND = 1000;

  private static final Middlebox[] KNOWN = {
    new Middlebox("AWS ALB", 60 * SECOND),
    new Middlebox("Azure Load Balancer", 240 * SECOND),
    new Middlebox("AWS NLB, NAT gateway, Network Firewall", 350 * SECOND),
    new Middlebox("Google Cloud VPC", 600 * SECOND),
    new Middlebox("IPVS (kube-proxy, Docker Swarm)", 900 * SECOND),
    new Middlebox("Google Cloud NAT", 1200 * SECOND),
  };

  private final String name;
  final long limitMillis;

  private Middlebox(String name, long limitMillis) {
    this.name = name;
    this.limitMillis = limitMillis;
  }

  /**
   * @param limitMillis of the one that is in the way; 0: that is not known
   */
  static List<Middlebox> all(long limitMillis) {
    List<Middlebox> all = new ArrayList<Middlebox>();
    if (limitMillis > 0) {
      all.add(new Middlebox("a middlebox", limitMillis));
      return all;
    }
    for (Middlebox known : KNOWN) {
      all.add(known);
    }
    return all;
  }

  @Override
  public String toString() {
    return name + " (" + Durations.text(limitMillis) + ")";
  }
}
