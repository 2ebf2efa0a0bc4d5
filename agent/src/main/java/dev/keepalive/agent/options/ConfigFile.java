package dev.keepalive.agent.options;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file of options. It is judged by its content, not by its time: Kubernetes mounts files behind
 * links and swaps the links. Not thread-safe: one thread at a time looks.
 */
public final class ConfigFile {
  /** More is no file of options, and {@code /dev/zero} has no end. */
  private static final int MOST_BYTES = 1024 * 1024;

  private final File file;
  private final Set<String> saidNotes = new HashSet<String>();

  /** What was last read, good or bad; null if nothing yet. */
  private byte[] seen;

  /** Why it could not be read at the last look; null if it could. */
  private String trouble;

  ConfigFile(String path) {
    // Absolute, so that messages say where a relative path leads.
    file = new File(path).getAbsoluteFile();
  }

  public String path() {
    return file.getPath();
  }

  /** The values at start; none if the file is not there yet, which is only a warning. */
  Layer readAtStart(List<String> problems, List<String> warnings) {
    byte[] content = content();
    if (content == null) {
      warnings.add("config file " + file + " " + trouble + "; waiting for it");
      return new Layer(Origin.FILE, path());
    }
    seen = content;
    return parsed(content, problems);
  }

  /** These notes were said and need not be said again. */
  void noted(List<String> notes) {
    saidNotes.addAll(notes);
  }

  /**
   * Looks at the file again: to be called every 10 s or so, by a thread that may wait for a disk.
   *
   * @param current what is in force; nothing else may replace it meanwhile
   * @return null if there is nothing to say or to do; else what to say, and what is in force from
   *     now on: {@code current} itself if the file is gone, empty or bad
   */
  public Reading changed(Settings current) {
    String troubleBefore = trouble;
    byte[] content = content();
    if (content == null) {
      if (trouble.equals(troubleBefore)) {
        return null;
      }
      String line = "config file " + file + " " + trouble + "; the last good options stay in force";
      return new Reading(current, none(), Collections.singletonList(line), none(), this);
    }
    if (Arrays.equals(content, seen)) {
      return null;
    }
    seen = content;
    List<String> problems = new ArrayList<String>();
    Layer layer = parsed(content, problems);
    RuleCheck.check(current.layers().with(layer), problems);
    if (!problems.isEmpty()) {
      // Not a problem more: problems are counted.
      String line = "config file " + file + " is not applied; the last good options stay in force";
      return new Reading(current, problems, Collections.singletonList(line), none(), this);
    }
    return applied(current, layer);
  }

  private Reading applied(Settings current, Layer layer) {
    List<String> warnings = new ArrayList<String>();
    Layer before = current.layers().get(Origin.FILE);
    for (Option option : Option.ALL) {
      if (option.scope() == Scope.START
          && !sameText(before.get(null, option), layer.get(null, option))) {
        warnings.add(option.key() + " is read once, when the agent starts: a restart is needed");
        layer = layer.with(OptionKey.parse(option.key()), before.get(null, option));
      }
    }
    Settings next = current.with(current.layers().with(layer));
    List<String> notes = new ArrayList<String>();
    notes.add("config file " + file + " was read again");
    notes.addAll(Changes.between(current, next));
    for (String note : next.layers().masked()) {
      if (saidNotes.add(note)) {
        notes.add(note);
      }
    }
    return new Reading(next, none(), warnings, notes, this);
  }

  private Layer parsed(byte[] content, List<String> problems) {
    String text = new String(content, StandardCharsets.UTF_8);
    // The byte order mark that Windows editors write.
    if (text.length() > 0 && text.charAt(0) == '\uFEFF') {
      text = text.substring(1);
    }
    return Layer.read(Origin.FILE, path(), text, problems);
  }

  /**
   * What is in the file; null if there is nothing to be had, and then {@link #trouble} says why.
   */
  private byte[] content() {
    trouble = null;
    try {
      if (!file.exists()) {
        trouble = "is missing";
      } else if (file.isDirectory()) {
        trouble = "is a directory";
      } else if (!file.isFile()) {
        // Opening a pipe would wait for its writer.
        trouble = "is not a regular file";
      } else if (!file.canRead()) {
        trouble = "cannot be read (permission denied)";
      } else {
        byte[] content = bytes();
        if (content.length > MOST_BYTES) {
          trouble = "is larger than 1 MB";
        } else if (new String(content, StandardCharsets.UTF_8).trim().isEmpty()) {
          // Most likely somebody is just writing it.
          trouble = "is empty";
        } else {
          return content;
        }
      }
    } catch (IOException e) {
      trouble = "cannot be read (" + e.getMessage() + ")";
    } catch (SecurityException e) {
      trouble = "cannot be read (" + e.getMessage() + ")";
    }
    return null;
  }

  /** One byte more than allowed at most. */
  private byte[] bytes() throws IOException {
    InputStream in = new FileInputStream(file);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n > 0 && out.size() <= MOST_BYTES; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    } finally {
      in.close();
    }
  }

  private static boolean sameText(Value a, Value b) {
    return a == null ? b == null : b != null && a.text.equals(b.text);
  }

  private static List<String> none() {
    return Collections.emptyList();
  }
}
