package dev.keepalive.agent.options;

/** The values that one source gives in general or in one rule. Immutable once it is read. */
final class Given {
  /** Where it begins, for people: {@code arguments}, {@code /etc/keepalive.conf line 5}. */
  final String place;

  /** Something of it could not be read: what seems to be missing was perhaps only misspelt. */
  boolean spoiled;

  private final Value[] values = new Value[Option.ALL.length];

  Given(String place) {
    this.place = place;
  }

  /** Null if it is not given. */
  Value get(Option option) {
    return values[option.ordinal()];
  }

  /** Only while a source is read. */
  void put(Option option, Value value) {
    values[option.ordinal()] = value;
  }

  /** A copy with one value replaced; null takes it out. */
  Given with(Option option, Value value) {
    Given copy = new Given(place);
    System.arraycopy(values, 0, copy.values, 0, values.length);
    copy.values[option.ordinal()] = value;
    return copy;
  }

  /** What is left when all but some options are taken out. */
  Given only(Option... options) {
    Given copy = new Given(place);
    for (Option option : options) {
      copy.values[option.ordinal()] = values[option.ordinal()];
    }
    return copy;
  }

  boolean isEmpty() {
    for (Value value : values) {
      if (value != null) {
        return false;
      }
    }
    return true;
  }
}
