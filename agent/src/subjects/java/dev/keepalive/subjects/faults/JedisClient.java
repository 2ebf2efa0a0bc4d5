package dev.keepalive.subjects.faults;

import redis.clients.jedis.Jedis;

/** Jedis, with the timeouts that it has by default taken away. */
final class JedisClient implements Client {
  private Jedis jedis;

  @Override
  public void open(String host, int port) {
    jedis = new Jedis(host, port, 0, 0);
    ask();
  }

  @Override
  public void ask() {
    jedis.ping();
  }

  @Override
  public void push(byte[] bytes) {
    jedis.set("key".getBytes(), bytes);
  }
}
