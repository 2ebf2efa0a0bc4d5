package dev.keepalive.subjects.faults;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A socket whose operations run in virtual threads (21 and later). */
final class VirtualThreadClient implements Client {
  private final Client socket = new StreamClient(StreamClient.CONNECTED);
  private final ExecutorService threads;

  VirtualThreadClient() throws Exception {
    threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  @Override
  public void open(final String host, final int port) throws Exception {
    run(
        new Callable<Void>() {
          @Override
          public Void call() throws Exception {
            socket.open(host, port);
            return null;
          }
        });
  }

  @Override
  public void ask() throws Exception {
    run(
        new Callable<Void>() {
          @Override
          public Void call() throws Exception {
            socket.ask();
            return null;
          }
        });
  }

  @Override
  public void push(final byte[] bytes) throws Exception {
    run(
        new Callable<Void>() {
          @Override
          public Void call() throws Exception {
            socket.push(bytes);
            return null;
          }
        });
  }

  private void run(Callable<Void> task) throws Exception {
    try {
      threads.submit(task).get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
