package dev.keepalive.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

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

  /** The same key and certificate as other servers want them. */
  static Path pem(Path directory) {
    Path pem = directory.resolve("keys.pem");
    char[] password = "changeit".toCharArray();
    try (InputStream in = Files.newInputStream(directory.resolve("keys.jks"))) {
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(in, password);
      Files.writeString(
          pem,
          block("PRIVATE KEY", store.getKey("test", password).getEncoded())
              + block("CERTIFICATE", store.getCertificate("test").getEncoded()));
      return pem;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String block(String name, byte[] bytes) {
    return "-----BEGIN "
        + name
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + name
        + "-----\n";
  }
}
