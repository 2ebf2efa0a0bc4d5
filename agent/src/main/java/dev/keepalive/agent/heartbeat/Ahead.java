package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Bytes;

/**
 * What a write offered, and so was followed already, but the kernel did not take. The application
 * must offer the same bytes next; a sum over them tells whether it does.
 */
final class Ahead {
  private long count;
  private int sum;
  private int met;

  boolean isNone() {
    return count == 0;
  }

  void put(Bytes rest) {
    count = rest.length();
    sum = sum(0, rest, rest.length());
    met = 0;
  }

  /**
   * Bytes are offered.
   *
   * @return how many of them were offered before; -1: they are others
   */
  int meet(Bytes bytes) {
    int same = (int) Math.min(count, bytes.length());
    met = sum(met, bytes, same);
    count -= same;
    return count == 0 && same > 0 && met != sum ? -1 : same;
  }

  private static int sum(int before, Bytes bytes, int length) {
    int sum = before;
    for (int i = 0; i < length; i++) {
      sum = 31 * sum + bytes.at(i);
    }
    return sum;
  }
}
