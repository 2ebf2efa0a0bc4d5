package dev.keepalive.subjects.behaviour;

/** Everything that sockets and channels do, from refusals to garbage, one line each. */
public final class Behaviours {
  private Behaviours() {}

  public static void main(String[] args) throws Exception {
    SocketBehaviours.all();
    ChannelBehaviours.all();
    AsyncBehaviours.all();
    TlsBehaviours.all();
    OtherBehaviours.all();
    System.out.println("END");
    System.exit(0);
  }
}
