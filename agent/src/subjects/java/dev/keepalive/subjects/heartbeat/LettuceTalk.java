package dev.keepalive.subjects.heartbeat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Redis by Lettuce, over a selector, with many commands in flight. */
final class LettuceTalk implements Load.Talk {
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final String prefix;

  LettuceTalk(int port, int number) {
    client = RedisClient.create(RedisURI.create("localhost", port));
    connection = client.connect();
    prefix = "l" + number + ":";
  }

  @Override
  public void exchange(Random random) throws Exception {
    List<String> values = new ArrayList<String>();
    List<RedisFuture<String>> answers = new ArrayList<RedisFuture<String>>();
    int count = 1 + random.nextInt(30);
    for (int i = 0; i < count; i++) {
      String value = Load.text(random, Load.size(random) / 5);
      values.add(value);
      connection.async().set(prefix + i, value);
      answers.add(connection.async().get(prefix + i));
      if (random.nextInt(10) == 0) {
        Load.pause(random);
      }
    }
    for (int i = 0; i < count; i++) {
      Load.check(values.get(i), answers.get(i).get(20, TimeUnit.SECONDS));
    }
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown(0, 0, TimeUnit.SECONDS);
  }
}
