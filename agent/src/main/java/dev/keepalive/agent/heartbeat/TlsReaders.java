package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.watch.AgentThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads the answers of TLS connections that nobody else reads. Bytes in the kernel need not be
 * whole records, nor of the application's: such a read may wait, and so has a thread of its own.
 */
final class TlsReaders {
  private static final int MOST = 8;

  private final ThreadPoolExecutor threads;

  TlsReaders() {
    threads =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<Runnable>(),
            new ThreadFactory() {
              @Override
              public Thread newThread(Runnable work) {
                return AgentThreads.make(work, "keepalive-agent-heartbeat-tls");
              }
            });
    threads.allowCoreThreadTimeOut(true);
  }

  void takeIn(final Heartbeat heartbeat) {
    if (heartbeat.claim()) {
      threads.execute(
          new Runnable() {
            @Override
            public void run() {
              heartbeat.takeIn();
              heartbeat.release();
            }
          });
    }
  }
}
