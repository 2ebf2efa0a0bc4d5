package dev.keepalive.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A key store for the benchmarks of TLS. */
final class Tls {
  private Tls() {}

  static String[] arguments() throws IOException {
    Path store = Path.of("target", "bench-keys.jks").toAbsolutePath();
    if (!Files.exists(store)) {
      Forks.run(
          Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
          "-genkeypair",
          "-keystore",
          store.toString(),
          "-storepass",
          "changeit",
          "-alias",
          "bench",
          "-keyalg",
          "RSA",
          "-dname",
          "CN=localhost");
    }
    return new String[] {
      "-Djavax.net.ssl.keyStore=" + store,
      "-Djavax.net.ssl.keyStorePassword=changeit",
      "-Djavax.net.ssl.trustStore=" + store,
      "-Djavax.net.ssl.trustStorePassword=changeit"
    };
  }
}
