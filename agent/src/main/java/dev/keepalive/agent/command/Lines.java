package dev.keepalive.agent.command;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Files of lines, in UTF-8; a line may stand for any text. */
final class Lines {
  private Lines() {}

  static List<String> read(File file) throws IOException {
    List<String> lines = new ArrayList<String>();
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8));
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } finally {
      in.close();
    }
    return lines;
  }

  static void write(File file, List<String> lines) throws IOException {
    Writer out = new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8);
    try {
      for (String line : lines) {
        out.write(line);
        out.write('\n');
      }
    } finally {
      out.close();
    }
  }

  /** Without tabs and line breaks. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        plain.append(next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
