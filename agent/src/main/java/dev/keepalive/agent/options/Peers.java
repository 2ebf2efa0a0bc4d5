package dev.keepalive.agent.options;

/** A {@link PeerPattern}, which is what the value is compiled into. */
final class Peers extends Type {
  static final Peers TYPE = new Peers();

  private Peers() {}

  @Override
  Value read(String text) {
    return new Value(text, 0, PeerPattern.parse(text));
  }

  @Override
  String accepted() {
    return "host globs or networks with a port, a range or none, joined by +, such as"
        + " *.db.internal:5432+10.0.0.0/8:9092-9094";
  }
}
