package dev.keepalive.agent.inject;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.security.ProtectionDomain;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Puts the boot package into the boot loader by defining its classes there directly. Appending a
 * jar to the boot class path instead makes the JVM print a warning and give up application
 * class-data archives, so that is only the fall-back.
 */
public final class BootInjection {
  /** The classes of the boot package, super types first. */
  static final String[] CLASSES = {
    "Clock",
    "DescriptorUse",
    "ConnectionEvents",
    "ConnectionEvents$Nothing",
    "ExitEvents",
    "ExitEvents$Nothing",
    "Connection$Kind",
    "Connection$Role",
    "Condemnation",
    "Bytes",
    "StreamGuard",
    "Connection",
    "OlderConnection",
    "NativeConnection",
    "AsyncTransfer",
    "AsyncConnection",
    "Access$SocketImpls",
    "Access$PlainSockets",
    "Access$Sockets",
    "Access$Channels",
    "Access$PublicSockets",
    "Access$Delegating",
    "Access$TlsSockets",
    "Access$SelectableChannels",
    "Access$AsyncChannels",
    "NativeSockets$Descriptors",
    "NativeSockets",
    "Access$1",
    "Access$2",
    "Access$3",
    "Reflection$1",
    "Reflection$2",
    "Reflection$3",
    "Reflection",
    "LateRecords$Slot",
    "LateRecords$Descriptors",
    "LateRecords",
    "CleanedObjects",
    "ChannelsInUse",
    "OlderSockets",
    "OlderReads$PlainSockets",
    "OlderReads$Sockets",
    "OlderReads$Channels",
    "OlderReads",
    "Kernel",
    "ForeignSockets",
    "Access",
    "Readable",
    "Leftover$Sockets",
    "Leftover",
    "Listener$ServerSockets",
    "Listener$ServerChannels",
    "Listener$AsyncServerChannels",
    "Listener",
    "JvmExit",
    "Chunks",
    "FullTcpInfo",
    "Hooks",
    "StaleCheck",
    "OwnTransfer$1",
    "OwnTransfer$PlainSockets",
    "OwnTransfer$Sockets",
    "OwnTransfer$Channels",
    "OwnTransfer",
    "GuardHooks",
    "TransferHooks",
    "NativeHooks"
  };

  private static final String PACKAGE = "dev.keepalive.agent.boot.";
  private static final String ENTRY = PACKAGE + "Hooks";
  private static final String DEFINER = "dev.keepalive.agent.inject.BootDefiner";

  /** What the boot package reflects on. */
  private static final String[] OPENED = {
    "java.io",
    "java.lang",
    "java.lang.invoke",
    "java.lang.ref",
    "java.net",
    "java.nio.channels.spi",
    "jdk.internal.ref",
    "sun.nio.ch",
    "sun.security.ssl"
  };

  private final Instrumentation instrumentation;
  private final JavaBase javaBase;

  public BootInjection(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
    this.javaBase = new JavaBase(instrumentation);
  }

  /** Whether another start of this agent, from whatever loader, has done it already. */
  public static boolean isDone() {
    try {
      Class.forName(ENTRY, false, null);
      return true;
    } catch (ClassNotFoundException notYet) {
      return false;
    }
  }

  /**
   * @return null, or why the fall-back had to be taken
   * @throws Exception neither way worked: the agent cannot run
   */
  public String inject() throws Exception {
    Map<String, byte[]> classes = read();
    byte[] definer = classes.remove(DEFINER);
    String problem = null;
    try {
      define(classes, definer);
    } catch (Exception | LinkageError refused) {
      Throwable cause = refused instanceof InvocationTargetException ? refused.getCause() : refused;
      problem = "direct definition in the boot loader failed (" + cause + ")";
      append(classes);
    }
    Class<?> entry = Class.forName(ENTRY);
    if (entry.getClassLoader() != null) {
      throw new IllegalStateException(ENTRY + " is in " + entry.getClassLoader());
    }
    javaBase.open(entry, OPENED);
    return problem;
  }

  private void define(Map<String, byte[]> classes, byte[] bytes) throws Exception {
    if (!JavaBase.hasModules()) {
      BootDefiner.define(classes);
      return;
    }
    Class<?> definer = new Lonely(DEFINER, bytes).loadClass(DEFINER);
    javaBase.open(definer, "jdk.internal.misc");
    definer.getMethod("define", Map.class).invoke(null, classes);
  }

  private void append(Map<String, byte[]> classes) throws IOException {
    File jar = File.createTempFile("keepalive-agent-boot", ".jar");
    jar.deleteOnExit();
    JarOutputStream out = new JarOutputStream(new FileOutputStream(jar));
    try {
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey().replace('.', '/') + ".class"));
        out.write(entry.getValue());
        out.closeEntry();
      }
    } finally {
      out.close();
    }
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar, false));
  }

  private static Map<String, byte[]> read() throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<String, byte[]>();
    for (String name : CLASSES) {
      classes.put(PACKAGE + name, bytesOf(PACKAGE + name));
    }
    classes.put(DEFINER, bytesOf(DEFINER));
    return classes;
  }

  private static byte[] bytesOf(String name) throws IOException {
    String path = '/' + name.replace('.', '/') + ".class";
    InputStream in = BootInjection.class.getResourceAsStream(path);
    if (in == null) {
      throw new IOException("not in the agent's jar: " + name);
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
      return bytes.toByteArray();
    } finally {
      in.close();
    }
  }

  /** A loader of one class, whose module nothing else shares. */
  private static final class Lonely extends ClassLoader {
    private final String name;
    private final byte[] bytes;

    Lonely(String name, byte[] bytes) {
      super(null);
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    protected Class<?> findClass(String wanted) throws ClassNotFoundException {
      if (!wanted.equals(name)) {
        throw new ClassNotFoundException(wanted);
      }
      // Ours, or a security manager would grant it nothing.
      ProtectionDomain domain = BootInjection.class.getProtectionDomain();
      return defineClass(name, bytes, 0, bytes.length, domain);
    }
  }
}
