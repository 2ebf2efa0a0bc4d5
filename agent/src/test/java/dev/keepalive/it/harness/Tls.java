package dev.keepalive.it.harness;

import java.nio.file.Path;

/** A self-signed certificate that every Java can read, and what makes a JVM use and trust it. */
public final class Tls {
  private Tls() {}

  /** Arguments for a JVM; the key store is made in this directory where it is not there yet. */
  public static String[] arguments(Path directory) {
    Path store = directory.resolve("keys.jks");
    if (!store.toFile().exists()) {
      // JKS: the newer format's newer ciphers are unknown to early updates of Java 8.
      Commands.run(
          Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
          "-genkeypair",
          "-storetype",
          "JKS",
          "-keystore",
          store.toString(),
          "-storepass",
          "changeit",
          "-keypass",
          "changeit",
          "-alias",
          "test",
          "-keyalg",
          "RSA",
          "-dname",
          "CN=localhost");
    }
    return new String[] {
      "-Djavax.net.ssl.keyStore=" + store,
      "-Djavax.net.ssl.keyStorePassword=changeit",
      "-Djavax.net.ssl.trustStore=" + store
    };
  }
}
