package dev.keepalive.subjects.behaviour;

import static dev.keepalive.subjects.behaviour.Lab.LOOPBACK;
import static dev.keepalive.subjects.behaviour.Lab.observe;

import dev.keepalive.subjects.Later;
import dev.keepalive.subjects.NotTcp;
import dev.keepalive.subjects.behaviour.Lab.Sockets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.ref.WeakReference;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** What exceptions look like, what the garbage collector does, and threads of another kind. */
final class OtherBehaviours {
  private OtherBehaviours() {}

  static void all() throws Exception {
    observe(
        "exception.serialized",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.setSoTimeout(20);
            pair.client.getInputStream().read();
            return "read";
          } catch (IOException e) {
            new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(e);
            return e;
          }
        });
    observe(
        "exception.methods",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.setSoTimeout(20);
            pair.client.getInputStream().read();
            return "read";
          } catch (IOException e) {
            return methods(e);
          }
        });
    observe(
        "exception.connect.methods",
        () -> {
          try {
            return new Socket(LOOPBACK, Lab.closedPort());
          } catch (IOException e) {
            return methods(e);
          }
        });
    observe("gc.socket", () -> collected(false));
    observe("gc.channel", () -> collected(true));
    observe(
        "classes",
        () -> {
          try (Sockets pair = new Sockets();
              SocketChannel channel = SocketChannel.open()) {
            return pair.client.getClass()
                + " "
                + pair.client.getInputStream().getClass()
                + " "
                + channel.getClass()
                + channel.getClass().getSuperclass()
                + fields(channel.getClass());
          }
        });
    if (Later.feature() >= 21) {
      virtualThreads();
    }
    if (Later.feature() >= 16) {
      unixDomain();
    }
  }

  /** Without line numbers and the frames below. */
  private static String methods(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.keepalive.subjects")) {
        break;
      }
      text.append(frame.getClassName()).append('.').append(frame.getMethodName()).append(' ');
    }
    return text.toString();
  }

  private static List<String> fields(Class<?> type) {
    List<String> names = new ArrayList<String>();
    for (java.lang.reflect.Field field : type.getDeclaredFields()) {
      names.add(field.getName());
    }
    for (java.lang.reflect.Method method : type.getDeclaredMethods()) {
      names.add(method.getName());
    }
    java.util.Collections.sort(names);
    return names;
  }

  /** What nobody holds or closes is collected; a plain socket gives its descriptor back, too. */
  private static Object collected(boolean channel) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, LOOPBACK)) {
      List<WeakReference<Object>> lost = new ArrayList<WeakReference<Object>>();
      for (int i = 0; i < 20; i++) {
        Object one =
            channel
                ? SocketChannel.open(listener.getLocalSocketAddress())
                : new Socket(LOOPBACK, listener.getLocalPort());
        lost.add(new WeakReference<Object>(one));
      }
      for (int i = 0; i < 500 && left(lost) > 1; i++) {
        System.gc();
        Thread.sleep(10);
      }
      return left(lost) <= 1;
    }
  }

  private static int left(List<WeakReference<Object>> lost) {
    int left = 0;
    for (WeakReference<Object> one : lost) {
      left += one.get() == null ? 0 : 1;
    }
    return left;
  }

  private static void virtualThreads() throws Exception {
    observe(
        "virtual.read.interrupted",
        () -> {
          try (Sockets pair = new Sockets()) {
            Object[] thread = new Object[1];
            FutureTask<String> read =
                new FutureTask<String>(
                    () -> Lab.attempt(() -> pair.client.getInputStream().read()));
            thread[0] =
                Later.callStatic(
                    "java.lang.Thread",
                    "startVirtualThread",
                    new Class<?>[] {Runnable.class},
                    read);
            while (((Thread) thread[0]).getState() == Thread.State.NEW
                || ((Thread) thread[0]).getState() == Thread.State.RUNNABLE) {
              Thread.sleep(5);
            }
            ((Thread) thread[0]).interrupt();
            return Lab.result(read) + pair.client.isClosed();
          }
        });
    observe(
        "virtual.read.closedMeanwhile",
        () -> {
          try (Sockets pair = new Sockets()) {
            FutureTask<String> read =
                new FutureTask<String>(
                    () -> Lab.attempt(() -> pair.client.getInputStream().read()));
            Later.callStatic(
                "java.lang.Thread", "startVirtualThread", new Class<?>[] {Runnable.class}, read);
            Thread.sleep(100);
            pair.client.close();
            return Lab.result(read);
          }
        });
    observe(
        "virtual.read.timeout",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.setSoTimeout(50);
            FutureTask<String> read =
                new FutureTask<String>(
                    () -> Lab.attempt(() -> pair.client.getInputStream().read()));
            Later.callStatic(
                "java.lang.Thread", "startVirtualThread", new Class<?>[] {Runnable.class}, read);
            return Lab.result(read);
          }
        });
  }

  private static void unixDomain() throws Exception {
    observe(
        "unix",
        () -> {
          Path directory = Files.createTempDirectory("behaviour");
          try {
            NotTcp.all(directory);
            return "done";
          } finally {
            Files.deleteIfExists(directory.resolve("socket"));
            Files.delete(directory);
          }
        });
  }
}
