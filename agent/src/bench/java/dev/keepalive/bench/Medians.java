package dev.keepalive.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Of measurements that other work on the machine disturbs. */
final class Medians {
  private Medians() {}

  static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Of measurements that were made in pairs: what was slow for both does not count. */
  static double ofRatios(double[] over, double[] under) {
    return of(IntStream.range(0, over.length).mapToDouble(i -> over[i] / under[i]).toArray());
  }
}
