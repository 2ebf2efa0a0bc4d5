package dev.keepalive.it.harness;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The JDKs to test on: one of each supported version. They are those named by {@code -Djdks=HOME,…}
 * or the variable {@code JDKS}; without these, those that stand in the usual places.
 */
public final class Jdks {
  private static final List<Integer> SUPPORTED = List.of(8, 11, 17, 21, 25);
  private static final Map<Integer, Jdk> FOUND = find();

  private Jdks() {}

  /** One of each supported version that was found, oldest first. */
  public static List<Jdk> all() {
    return List.copyOf(FOUND.values());
  }

  public static Stream<Jdk> from(int feature) {
    return all().stream().filter(jdk -> jdk.feature() >= feature);
  }

  public static Stream<Jdk> upTo(int feature) {
    return all().stream().filter(jdk -> jdk.feature() <= feature);
  }

  /** For what need not be done on every version: the one that runs the tests, or the nearest. */
  public static Jdk any() {
    Jdk running = FOUND.get(Runtime.version().feature());
    return running != null ? running : all().get(all().size() - 1);
  }

  /** The one of that version; where it was not found, one whose version is near. */
  public static Jdk near(int feature) {
    return all().stream()
        .min(Comparator.comparingInt(jdk -> Math.abs(jdk.feature() - feature)))
        .orElseThrow();
  }

  /** Where two must do. */
  public static Stream<Jdk> oldestAndNewest() {
    return Stream.of(near(8), near(25)).distinct();
  }

  private static Map<Integer, Jdk> find() {
    String named = Requirements.setting("jdks", "JDKS");
    Map<Integer, Jdk> found = new TreeMap<>();
    for (Path home : named.isEmpty() ? usualPlaces() : split(named)) {
      Jdk jdk = read(home);
      if (jdk == null) {
        if (!named.isEmpty()) {
          throw new IllegalStateException("jdks: there is no JDK at " + home);
        }
      } else if (SUPPORTED.contains(jdk.feature()) && Files.isExecutable(jdk.tool("javac"))) {
        found.putIfAbsent(jdk.feature(), jdk);
      }
    }
    List<Integer> missing = new ArrayList<>(SUPPORTED);
    missing.removeAll(found.keySet());
    System.out.println("JDKs under test: " + found.values());
    if (!missing.isEmpty()) {
      String text = "JDKs not found, and so not tested: " + missing;
      if (Requirements.CI && !named.isEmpty()) {
        throw new IllegalStateException(text);
      }
      System.out.println(text);
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("no JDK to test on; name some with -Djdks=HOME,HOME");
    }
    return found;
  }

  private static List<Path> split(String named) {
    List<Path> homes = new ArrayList<>();
    for (String home : named.split(",")) {
      if (!home.isBlank()) {
        homes.add(Path.of(home.trim()));
      }
    }
    return homes;
  }

  private static List<Path> usualPlaces() {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.matches("JAVA_HOME(_[0-9]+.*)?")) {
                homes.add(Path.of(value));
              }
            });
    String user = System.getProperty("user.home");
    for (Path parent :
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/jdks"),
            Path.of(user, ".sdkman/candidates/java"),
            Path.of(user, ".m2/jdks"))) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
        children.forEach(homes::add);
      } catch (IOException notThere) {
        // One of several places.
      }
    }
    return homes;
  }

  private static Jdk read(Path home) {
    String version = version(home);
    String[] parts = version.split("[._+-]");
    try {
      int feature = Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
      return new Jdk(feature, home);
    } catch (RuntimeException noVersion) {
      return null;
    }
  }

  private static String version(Path home) {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
      return release.getProperty("JAVA_VERSION", "").replace("\"", "");
    } catch (IOException notThere) {
      // Some packages of Java 8 have no such file.
      Path java = home.resolve("bin/java");
      return Files.isExecutable(java)
          ? Commands.run(java.toString(), "-version").replaceAll("(?s)[^\"]*\"([^\"]*)\".*", "$1")
          : "";
    }
  }
}
