package dev.keepalive.subjects.heartbeat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** memcached by its text protocol: values of all sizes, several keys, many at once, errors. */
final class MemcachedTalk implements Load.Talk {
  private final Socket socket;
  private final InputStream in;
  private final String prefix;

  MemcachedTalk(int port, int number) throws IOException {
    socket = new Socket("localhost", port);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
    prefix = "m" + number + ":";
  }

  @Override
  public void exchange(Random random) throws Exception {
    String key = prefix + random.nextInt(20);
    String value = Load.text(random, Load.size(random));
    String stored = "set " + key + " 0 0 " + value.length() + "\r\n" + value + "\r\n";
    String got = "VALUE " + key + " 0 " + value.length() + "\r\n" + value + "\r\n";
    switch (random.nextInt(6)) {
      case 0:
        say("get " + prefix + "none\r\n", "END\r\n");
        say("delete " + prefix + "none\r\n", "NOT_FOUND\r\n");
        break;
      case 1:
        say("nonsense\r\n".replace("nonsense", "incr " + prefix), "ERROR\r\n");
        break;
      case 2:
        say(stored + "get " + key + "\r\nmg " + key + "\r\n", "STORED\r\n" + got + "END\r\nHD\r\n");
        break;
      case 3:
        // The value is the server's own word.
        say("set " + key + " 0 0 5\r\nEND\r\n\r\n", "STORED\r\n");
        Load.pause(random);
        say("get " + key + "\r\n", "VALUE " + key + " 0 5\r\nEND\r\n\r\nEND\r\n");
        break;
      default:
        write(stored.substring(0, stored.length() / 2));
        Load.pause(random);
        say(stored.substring(stored.length() / 2), "STORED\r\n");
        Load.pause(random);
        say("get " + key + " " + prefix + "none\r\n", got + "END\r\n");
        break;
    }
  }

  private void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void say(String request, String answer) throws IOException {
    write(request);
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    while (got.size() < answer.length()) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("end of stream after " + got);
      }
      got.write(b);
    }
    Load.check(answer, got.toString("US-ASCII"));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
