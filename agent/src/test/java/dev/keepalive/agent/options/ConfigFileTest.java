package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir Path directory;
  private Path path;
  private Reading last;

  @BeforeEach
  void choosePath() {
    path = directory.resolve("options");
  }

  @Test
  void linesCommentsBlanksAndAByteOrderMark() throws Exception {
    start("\uFEFF# für alle\n\n  keepalive.idle = 11s  # NLB: 350 s\r\nkeepalive.count=4\n\t\n");
    assertEquals(List.of(), last.problems());
    assertEquals(
        "keepalive.idle=11s (file), keepalive.count=4 (file), config=" + path + " (arguments)",
        last.settings().summary());
  }

  @Test
  void aProblemNamesItsLine() throws Exception {
    start("# one\nmode=fast\n\nkeepalive.idel=3s\nconfig=/other\nlog=warn\nlog=warn");
    assertEquals(
        List.of(
            "mode=fast: must be enforce, protect, observe or off [" + path + " line 2]",
            "unknown option 'keepalive.idel' (did you mean 'keepalive.idle'?) ["
                + path
                + " line 4]",
            "config cannot stand in a file; only one file is read [" + path + " line 5]",
            "option 'log' is given more than once [" + path + " line 7]"),
        last.problems());
  }

  @Test
  void whatIsMissingAtStartIsAwaited() throws Exception {
    start(null);
    assertEquals(List.of(), last.problems());
    assertEquals(List.of("config file " + path + " is missing; waiting for it"), last.warnings());
    assertNull(look(), "said once");
    assertNotNull(write("keepalive.idle=11s"));
    assertEquals(11, idle());
    assertEquals(
        List.of("config file " + path + " was read again", "keepalive.idle=11s, was 30s"),
        last.notes());
  }

  @Test
  void whatCannotBeReadAtStartIsAwaited() throws Exception {
    Files.createDirectory(path);
    start(null);
    assertEquals(
        List.of("config file " + path + " is a directory; waiting for it"), last.warnings());
    Files.delete(path);
    assertEquals(
        List.of("config file " + path + " is missing; the last good options stay in force"),
        look().warnings());
    write("keepalive.idle=11s");
    assertEquals(11, idle());
  }

  @Test
  void deviceFilesAreNotOpened() {
    // It has no end; a pipe would block for ever.
    Reading reading = OptionSources.read("config=/dev/zero", null, null);
    assertEquals(
        List.of("config file /dev/zero is not a regular file; waiting for it"), reading.warnings());
  }

  @Test
  void whatIsTooLargeIsNotRead() throws Exception {
    start("#" + "x".repeat(1024 * 1024) + "\nkeepalive.idle=11s");
    assertEquals(
        List.of("config file " + path + " is larger than 1 MB; waiting for it"), last.warnings());
    assertEquals(30, idle());
  }

  @Test
  void theSameContentIsNoChangeWhateverItsTime() throws Exception {
    start("keepalive.idle=11s");
    Files.setLastModifiedTime(path, FileTime.fromMillis(0));
    assertNull(look());
  }

  @Test
  void otherContentOfTheSameLengthAndTimeIsAChange() throws Exception {
    start("keepalive.idle=11s");
    FileTime time = Files.getLastModifiedTime(path);
    Files.writeString(path, "keepalive.idle=12s");
    Files.setLastModifiedTime(path, time);
    assertNotNull(look());
    assertEquals(12, idle());
  }

  @Test
  void aLineTakenOutGivesTheDefaultBack() throws Exception {
    start("keepalive.idle=11s\nkeepalive.count=4");
    write("keepalive.count=4");
    assertEquals(30, idle());
    assertEquals(4, last.settings().general().keepaliveCount);
  }

  @Test
  void emptiedDeletedOrBadTheLastGoodStays() throws Exception {
    start("keepalive.idle=11s");
    Settings good = last.settings();

    assertEquals(
        List.of("config file " + path + " is empty; the last good options stay in force"),
        write(" \n").warnings());
    assertSame(good, last.settings());
    assertNull(look(), "said once");

    Files.delete(path);
    assertEquals(
        List.of("config file " + path + " is missing; the last good options stay in force"),
        look().warnings());
    assertSame(good, last.settings());
    assertNull(look(), "said once");

    assertEquals(
        List.of(
            "keepalive.idle=0s: too short; must be a duration from 1s to 32767s, such as 30s ["
                + path
                + " line 2]"),
        write("keepalive.count=9\nkeepalive.idle=0s").problems());
    assertEquals(
        List.of("config file " + path + " is not applied; the last good options stay in force"),
        last.warnings());
    assertSame(good, last.settings());
    assertNull(look(), "said once");

    write("keepalive.idle=12s");
    assertEquals(12, idle());
  }

  @Test
  void backWithTheSameContentIsNoChange() throws Exception {
    start("keepalive.idle=11s");
    Files.delete(path);
    assertNotNull(look());
    assertNull(write("keepalive.idle=11s"));
  }

  @Test
  void onlyCommentsIsAWish() throws Exception {
    start("keepalive.idle=11s");
    write("# keepalive.idle=11s");
    assertEquals(30, idle());
  }

  @Test
  void aMountedFileChangesByItsLink() throws Exception {
    // As the kubelet does it: options -> ..data/options, ..data -> ..1, then ..data -> ..2.
    Path one = Files.createDirectory(directory.resolve("..1"));
    Path two = Files.createDirectory(directory.resolve("..2"));
    Files.writeString(one.resolve("options"), "keepalive.idle=11s");
    Files.writeString(two.resolve("options"), "mode=off");
    Path data = Files.createSymbolicLink(directory.resolve("..data"), one.getFileName());
    Files.createSymbolicLink(path, Path.of("..data", "options"));
    start(null);
    assertEquals(11, idle());

    Path next = Files.createSymbolicLink(directory.resolve("..tmp"), two.getFileName());
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
    assertEquals(Mode.OFF, look().settings().mode());
  }

  @Test
  void changesAtRunTimeSurviveTheFile() throws Exception {
    start("keepalive.idle=11s");
    Settings changed = last.settings().with("keepalive.idle", "20s").with("log", "debug");
    Files.writeString(path, "keepalive.idle=12s\nmode=off");
    Reading reading = last.file().changed(changed);
    assertEquals(20, reading.settings().general().keepaliveIdleSeconds);
    assertEquals("debug", reading.settings().text(Option.LOG));
    assertEquals(Mode.OFF, reading.settings().mode());
    assertEquals(
        List.of(
            "config file " + path + " was read again",
            "mode=off, was enforce",
            "keepalive.idle=12s [" + path + "] is masked by 20s [run time]"),
        reading.notes());
  }

  @Test
  void aMaskedValueIsSaidOnce() throws Exception {
    Files.writeString(path, "log=warn");
    last = OptionSources.read("log=info,config=" + path, null, null);
    String masked = "log=warn [" + path + "] is masked by info [arguments]";
    assertEquals(List.of(masked), last.notes());
    write("log=warn\nkeepalive.idle=11s");
    assertEquals(
        List.of("config file " + path + " was read again", "keepalive.idle=11s, was 30s"),
        last.notes());
  }

  @Test
  void whatIsReadOnceIsToldSo() throws Exception {
    start("jmx=eager");
    write("jmx=off\nkeepalive.idle=11s");
    assertEquals(
        List.of("jmx is read once, when the agent starts: a restart is needed"), last.warnings());
    assertEquals("eager", last.settings().text(Option.JMX));
    assertEquals(11, idle());
  }

  private void start(String content) throws Exception {
    if (content != null) {
      Files.writeString(path, content);
    }
    last = OptionSources.read("config=" + path, null, null);
  }

  private Reading write(String content) throws Exception {
    Files.writeString(path, content);
    return look();
  }

  /** What the next look gives; what it gave last stays at hand. */
  private Reading look() {
    Reading reading = last.file().changed(last.settings());
    last = reading == null ? last : reading;
    return reading;
  }

  private int idle() {
    return last.settings().general().keepaliveIdleSeconds;
  }
}
