package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Artifacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The one file that users get. */
class JarContentIT {
  private static final long MOST_BYTES = 4_000_000;
  private static final int JAVA_8 = 52;
  private static final List<String> META_INF =
      List.of(
          "META-INF/",
          "META-INF/LICENSE",
          "META-INF/MANIFEST.MF",
          "META-INF/NOTICE",
          "META-INF/licenses/",
          "META-INF/licenses/ASM");

  @Test
  void holdsOurPackageManifestAndLicencesAndNothingElse() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      List<String> others =
          names(jar)
              .filter(name -> !name.startsWith("dev/keepalive/") && !name.equals("dev/"))
              .sorted()
              .toList();
      assertEquals(META_INF, others);
      assertEquals(names(jar).distinct().count(), names(jar).count(), "entries twice");
    }
  }

  @Test
  void everyClassIsForJava8() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      for (String name : names(jar).filter(name -> name.endsWith(".class")).toList()) {
        byte[] head = jar.getInputStream(jar.getEntry(name)).readNBytes(8);
        int major = (head[6] & 0xff) << 8 | head[7] & 0xff;
        assertTrue(major <= JAVA_8, () -> name + " has class file version " + major);
      }
    }
  }

  @Test
  void theManifestIsAnAgents() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      for (String key : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
        assertTrue(manifest.getValue(key).startsWith("dev.keepalive.agent."), key);
      }
      String premain = manifest.getValue("Premain-Class").replace('.', '/') + ".class";
      assertTrue(jar.getEntry(premain) != null, premain);
      assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
      assertTrue(manifest.getValue("Implementation-Version").matches("\\d+\\.\\d+\\..*"));
      // Appending to the boot class path costs class-data sharing; so does this attribute.
      assertEquals(null, manifest.getValue("Boot-Class-Path"));
    }
  }

  @Test
  void theNoticeNamesWhatIsInside() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      String notice =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(),
              StandardCharsets.UTF_8);
      assertTrue(notice.contains("Byte Buddy"), notice);
      assertTrue(notice.contains("ASM"), notice);
    }
  }

  @Test
  void itsSizeIsBounded() throws IOException {
    long bytes = Files.size(Artifacts.agentJar());
    System.out.println(Artifacts.agentJar().getFileName() + ": " + bytes + " bytes");
    assertTrue(bytes < MOST_BYTES, () -> bytes + " bytes");
  }

  private static Stream<String> names(JarFile jar) {
    return jar.stream().map(ZipEntry::getName);
  }
}
