package dev.keepalive.sample;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Arrays;

/**
 * An ordinary application: a server and a client that talk in lines over every kind of connection
 * that Java has. It knows nothing of the agent; only its demo starts itself once with it.
 */
public final class SampleApp {
  private static final String HELP =
      "java -jar sample-app.jar\n"
          + "  server [PORT]             serves lines on PORT (default 7700), TLS on PORT + 1,\n"
          + "                            by a selector on PORT + 2, asynchronously on PORT + 3\n"
          + "  client HOST PORT [KIND]   sends each line of its input, prints each answer;\n"
          + "                            kinds: "
          + Kind.names()
          + "\n"
          + "  demo [--agent JAR]        puts the same faults to itself without and with the agent\n"
          + "  help\n"
          + "A line is ECHO text, SLEEP milliseconds or BYTES number.";

  private SampleApp() {}

  public static void main(String[] args) throws Exception {
    String command = args.length == 0 ? "help" : args[0];
    switch (command) {
      case "server":
        Servers.serve(args.length > 1 ? Integer.parseInt(args[1]) : 7700);
        break;
      case "client":
        client(args[1], Integer.parseInt(args[2]), args.length > 3 ? args[3] : "socket");
        break;
      case "demo":
        System.exit(Demo.run(Arrays.asList(args).subList(1, args.length)));
        break;
      case "faced-with":
        // What the demo starts: one column of it.
        Column.main(Arrays.copyOfRange(args, 1, args.length));
        break;
      case "help":
        System.out.println(HELP);
        break;
      default:
        System.err.println("unknown command " + command + "\n" + HELP);
        System.exit(2);
    }
  }

  private static void client(String host, int port, String kind) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    try (Conversation conversation = Kind.named(kind).connect(host, port)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(conversation.ask(line));
      }
    }
  }
}
