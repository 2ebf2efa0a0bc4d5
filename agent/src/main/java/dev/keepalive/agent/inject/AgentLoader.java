package dev.keepalive.agent.inject;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Defines the agent's classes out of its jar. The JVM puts that jar at the end of the application's
 * class path: there each class would be looked for in everything of the application's first, and be
 * taken from it. The boot package is not its own, nor is this class, which the system class loader
 * defines.
 */
public final class AgentLoader extends ClassLoader {
  private static final String OURS = "dev.keepalive.agent.";
  private static final String BOOT = OURS + "boot.";
  private static final String SELF = AgentLoader.class.getName();

  private static AgentLoader only;

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final ProtectionDomain domain;

  /** The manifest's, which the JVM has read already. */
  private final String version;

  private final Set<String> packages = new HashSet<String>();

  private AgentLoader(ZipFile jar, Class<?> entry) {
    super(getSystemClassLoader().getParent());
    this.jar = jar;
    domain = entry.getProtectionDomain();
    version = entry.getPackage().getImplementationVersion();
  }

  /**
   * The same class as the one loader of this kind defines it.
   *
   * @return {@code entry} itself where it is that already, or comes from no jar
   */
  public static synchronized Class<?> own(Class<?> entry)
      throws ClassNotFoundException, IOException, URISyntaxException {
    if (entry.getClassLoader() instanceof AgentLoader) {
      return entry;
    }
    if (only == null) {
      URL location = entry.getProtectionDomain().getCodeSource().getLocation();
      File jar = new File(location.toURI());
      if (!jar.isFile()) {
        return entry;
      }
      only = new AgentLoader(new ZipFile(jar), entry);
    }
    return only.loadClass(entry.getName());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) || name.startsWith(BOOT)) {
      return super.loadClass(name, resolve);
    }
    if (name.equals(SELF)) {
      return AgentLoader.class;
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = read(name.replace('.', '/') + ".class");
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    definePackage(name.substring(0, name.lastIndexOf('.')));
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  /** Java 8 has no packages but those that were defined. */
  private void definePackage(String name) {
    synchronized (packages) {
      if (packages.add(name)) {
        definePackage(name, null, null, null, null, version, null, null);
      }
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = read(name);
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (IOException unreadable) {
      return null;
    }
  }

  @Override
  protected URL findResource(String name) {
    try {
      return jar.getEntry(name) == null
          ? null
          : new URL("jar:" + domain.getCodeSource().getLocation() + "!/" + name);
    } catch (MalformedURLException impossible) {
      return null;
    }
  }

  private byte[] read(String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      return null;
    }
    DataInputStream in = new DataInputStream(jar.getInputStream(entry));
    try {
      byte[] bytes = new byte[(int) entry.getSize()];
      in.readFully(bytes);
      return bytes;
    } finally {
      in.close();
    }
  }
}
