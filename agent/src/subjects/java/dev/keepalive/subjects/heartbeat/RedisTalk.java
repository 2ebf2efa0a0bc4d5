package dev.keepalive.subjects.heartbeat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisDataException;

/** Redis by Jedis: values of all sizes, pipelines, transactions, errors, lists, subscriptions. */
final class RedisTalk implements Load.Talk {
  private final HostAndPort peer;
  private final DefaultJedisClientConfig config;
  private final String prefix;
  private Jedis jedis;

  RedisTalk(int port, boolean tls, int number) {
    peer = new HostAndPort("localhost", port);
    config = DefaultJedisClientConfig.builder().ssl(tls).socketTimeoutMillis(20_000).build();
    prefix = "k" + number + ":";
    jedis = new Jedis(peer, config);
  }

  @Override
  public void exchange(Random random) throws Exception {
    String key = prefix + random.nextInt(20);
    switch (random.nextInt(10)) {
      case 0:
        pipeline(random);
        break;
      case 1:
        transaction(random);
        break;
      case 2:
        error(key);
        break;
      case 3:
        list(key + "l", random);
        break;
      case 4:
        Load.check("PONG", jedis.ping());
        Load.check("said", jedis.ping("said"));
        break;
      case 5:
        if (random.nextInt(20) == 0) {
          subscription(random);
        }
        break;
      default:
        String value = Load.text(random, Load.size(random));
        Load.check("OK", jedis.set(key, value));
        Load.pause(random);
        Load.check(value, jedis.get(key));
        break;
    }
  }

  private void pipeline(Random random) throws Exception {
    List<String> values = new ArrayList<String>();
    List<Response<String>> answers = new ArrayList<Response<String>>();
    Pipeline pipeline = jedis.pipelined();
    for (int i = 0; i < 50; i++) {
      String value = Load.text(random, Load.size(random) / 10);
      values.add(value);
      pipeline.set(prefix + "p" + i, value);
    }
    for (int i = 0; i < 50; i++) {
      answers.add(pipeline.get(prefix + "p" + i));
    }
    Load.pause(random);
    pipeline.sync();
    for (int i = 0; i < 50; i++) {
      Load.check(values.get(i), answers.get(i).get());
    }
  }

  private void transaction(Random random) throws Exception {
    String value = Load.text(random, Load.size(random) / 10);
    Transaction transaction = jedis.multi();
    Load.pause(random);
    transaction.set(prefix + "t", value);
    Load.pause(random);
    transaction.get(prefix + "t");
    transaction.incr(prefix + "n");
    Load.pause(random);
    List<Object> answers = transaction.exec();
    Load.check(3, answers.size());
    Load.check("OK", answers.get(0));
    Load.check(value, answers.get(1));
  }

  private void error(String key) {
    jedis.set(key, "text");
    try {
      jedis.incr(key);
      throw new AssertionError("no error");
    } catch (JedisDataException expected) {
      Load.check("ERR value is not an integer or out of range", expected.getMessage());
    }
  }

  private void list(String key, Random random) throws Exception {
    jedis.del(key);
    Load.check(3L, jedis.rpush(key, "a", "", "c"));
    Load.check(Arrays.asList("a", "", "c"), jedis.lrange(key, 0, -1));
    Load.pause(random);
    Load.check(Arrays.asList(key, "a"), jedis.blpop(1, key));
    if (random.nextInt(10) == 0 && jedis.blpop(1, key + "none") != null) {
      throw new AssertionError("something out of nothing");
    }
  }

  /** On a connection of its own: heartbeats must leave it alone. */
  private void subscription(final Random random) throws Exception {
    final String channel = prefix + "channel";
    final List<String> heard = new ArrayList<String>();
    final List<String> sent = new ArrayList<String>();
    final Jedis own = new Jedis(peer, config);
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onMessage(String from, String message) {
            heard.add(message);
            if (message.equals("end")) {
              unsubscribe();
            }
          }
        };
    Thread thread = new Thread(() -> own.subscribe(listener, channel));
    thread.start();
    while (jedis.publish(channel, "first") == 0) {
      Thread.sleep(1);
    }
    sent.add("first");
    for (int i = 0; i < 10; i++) {
      String message = Load.text(random, 20);
      sent.add(message);
      jedis.publish(channel, message);
      Load.pause(random);
    }
    sent.add("end");
    jedis.publish(channel, "end");
    thread.join(20_000);
    Load.check(sent, heard);
    Load.check("PONG", own.ping());
    own.close();
  }

  @Override
  public void close() {
    jedis.close();
  }
}
