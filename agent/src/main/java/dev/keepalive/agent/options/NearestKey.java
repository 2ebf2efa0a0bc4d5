package dev.keepalive.agent.options;

/** Finds the key that somebody probably meant. */
final class NearestKey {
  private NearestKey() {}

  /**
   * The nearest known key; null if none is near.
   *
   * @param inRule whether to look among what may stand in a rule, or else among all other options
   */
  static String to(String typed, boolean inRule) {
    if (typed.length() > 2 * longestKey()) {
      return null;
    }
    String plain = Texts.lowerCase(typed);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (Option option : Option.ALL) {
      int distance = fits(option, inRule) ? distance(plain, option.key()) : Integer.MAX_VALUE;
      if (distance < least) {
        least = distance;
        nearest = option.key();
      }
    }
    // One letter of three may be wrong; more is another word.
    if (least <= Math.max(plain.length(), nearest.length()) / 3) {
      return nearest;
    }
    return lastPart(plain, inRule);
  }

  private static boolean fits(Option option, boolean inRule) {
    return inRule ? option.scope().inRule() : option.scope() != Scope.MATCH;
  }

  /** {@code idle} was perhaps {@code keepalive.idle}; {@code timeout} can be many. */
  private static String lastPart(String typed, boolean inRule) {
    String found = null;
    for (Option option : Option.ALL) {
      String key = option.key();
      if (fits(option, inRule) && (key.endsWith("." + typed) || key.endsWith("-" + typed))) {
        if (found != null) {
          return null;
        }
        found = key;
      }
    }
    return found;
  }

  /** Letters to insert, leave out, change, or exchange with their neighbours to get from a to b. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        best = Math.min(best, cost[i - 1][j - 1] + changed);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int longestKey() {
    int longest = 0;
    for (Option option : Option.ALL) {
      longest = Math.max(longest, option.key().length());
    }
    return longest;
  }
}
