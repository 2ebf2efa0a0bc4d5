package dev.keepalive.subjects.faults;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;

/** Redis by a pool of Jedis. */
final class JedisClient implements Client {
  private final HostAndPort peer;
  private JedisPool pool;

  JedisClient(InetSocketAddress peer) {
    this.peer = new HostAndPort(peer.getHostString(), peer.getPort());
  }

  @Override
  public void open() {
    pool =
        new JedisPool(
            new GenericObjectPoolConfig<Jedis>(),
            peer,
            DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(0)
                .socketTimeoutMillis(0)
                .build());
  }

  @Override
  public void ask() {
    try (Jedis jedis = pool.getResource()) {
      jedis.ping();
    }
  }

  @Override
  public void push() {
    try (Jedis jedis = pool.getResource()) {
      jedis.set("key".getBytes(StandardCharsets.US_ASCII), Payload.whole());
    }
  }
}
