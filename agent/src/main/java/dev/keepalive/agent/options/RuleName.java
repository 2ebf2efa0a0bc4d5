package dev.keepalive.agent.options;

import java.util.Comparator;

/** The names of rules, {@code [a-z0-9-]+}, and their order. */
final class RuleName {
  /** Natural: runs of digits compare as numbers, so that {@code 2-x} is before {@code 10-y}. */
  static final Comparator<String> NATURAL =
      new Comparator<String>() {
        @Override
        public int compare(String a, String b) {
          return natural(a, b);
        }
      };

  private RuleName() {}

  static boolean isValid(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isDigit(c) && !(c >= 'a' && c <= 'z') && c != '-') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static int natural(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int endA = digitsEnd(a, i);
      int endB = digitsEnd(b, j);
      int order;
      if (endA > i && endB > j) {
        order = numbers(a.substring(i, endA), b.substring(j, endB));
        i = endA;
        j = endB;
      } else {
        order = a.charAt(i++) - b.charAt(j++);
      }
      if (order != 0) {
        return order;
      }
    }
    int rest = (a.length() - i) - (b.length() - j);
    // 01 and 1 are the same number and yet two names.
    return rest != 0 ? rest : a.compareTo(b);
  }

  /** Of any length: a name may be a date, or a hash. */
  private static int numbers(String a, String b) {
    String x = withoutZeros(a);
    String y = withoutZeros(b);
    return x.length() != y.length() ? x.length() - y.length() : x.compareTo(y);
  }

  private static String withoutZeros(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
