package dev.keepalive.subjects.faults;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Another client, all of whose work is done in virtual threads (Java 21 and later). */
final class VirtualThreadClient implements Client {
  private final Client client;

  VirtualThreadClient(Client client) {
    this.client = client;
  }

  @Override
  public void open() throws Exception {
    inVirtualThread(
        () -> {
          client.open();
          return null;
        });
  }

  @Override
  public void ask() throws Exception {
    inVirtualThread(
        () -> {
          client.ask();
          return null;
        });
  }

  @Override
  public void push() throws Exception {
    inVirtualThread(
        () -> {
          client.push();
          return null;
        });
  }

  private static void inVirtualThread(Callable<Void> work) throws Exception {
    FutureTask<Void> task = new FutureTask<>(work);
    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    task.get();
  }
}
