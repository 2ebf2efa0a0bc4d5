package dev.keepalive.sample;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** TLS with a key that is for this sample only: it lies in the jar for everybody to see. */
final class Tls {
  private static final String STORE = "sample-only.p12";
  private static final char[] PASSWORD = "sample".toCharArray();

  private Tls() {}

  static SSLSocketFactory clients() throws IOException {
    return context().getSocketFactory();
  }

  static SSLServerSocketFactory servers() throws IOException {
    return context().getServerSocketFactory();
  }

  private static SSLContext context() throws IOException {
    try (InputStream in = Tls.class.getResourceAsStream(STORE)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
