package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.Tls;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of a TLS server's connections, as seen by a client that insists on close_notify. */
@Execution(ExecutionMode.CONCURRENT)
class ShutdownTlsIT {
  @TempDir Path directory;

  static Stream<Arguments> versions() {
    return Jdks.all().stream()
        .flatMap(jdk -> Stream.of("TLSv1.2", "TLSv1.3").map(tls -> Arguments.of(jdk, tls)));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theyAreNotTruncated(Jdk jdk, String version) {
    try (ForkedJvm server = server(jdk, version, true);
        ForkedJvm client = client(jdk, server)) {
      server.terminate();
      assertEquals("END idle whole", client.awaitLine("END idle"), server::all);
      assertEquals("END busy whole", client.awaitLine("END busy"), server::all);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void withoutTheAgentTheyAre(Jdk jdk, String version) {
    try (ForkedJvm server = server(jdk, version, false);
        ForkedJvm client = client(jdk, server)) {
      server.terminate();
      assertTrue(client.awaitLine("END idle").contains("Exception"), client::all);
      assertTrue(client.awaitLine("END busy").contains("Exception"), client::all);
    }
  }

  private ForkedJvm server(Jdk jdk, String version, boolean agent) {
    JvmBuilder builder =
        ForkedJvm.on(jdk)
            .jvmArgs(Tls.arguments(directory))
            .jvmArgs("-Djdk.tls.server.protocols=" + version);
    if (agent) {
      builder.agent("");
    }
    return builder.subject("shutdown.Main", "tls", "0").start();
  }

  private ForkedJvm client(Jdk jdk, ForkedJvm server) {
    String port = server.awaitLine("PORT ").substring("PORT ".length());
    ForkedJvm client =
        ForkedJvm.on(jdk)
            .jvmArgs(Tls.arguments(directory))
            .jvmArgs("-Dcom.sun.net.ssl.requireCloseNotify=true")
            .subject("shutdown.TlsClient", port)
            .start();
    client.awaitLine("READY");
    return client;
  }
}
