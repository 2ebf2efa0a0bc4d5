package dev.keepalive.agent.command;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** What came of a command: rows, or why it was refused. */
public final class Answer {
  /** The file in the directory of the command. */
  public static final String FILE = "answer";

  private static final String OK = "ok";
  private static final String REFUSED = "refused: ";

  private final String refusal;
  private final List<Row> rows;

  private Answer(String refusal, List<Row> rows) {
    this.refusal = refusal;
    this.rows = rows;
  }

  static Answer of(List<Row> rows) {
    return new Answer(null, rows);
  }

  static Answer refused(String why) {
    return new Answer(why, new ArrayList<Row>());
  }

  /** Why nothing was done; null: it was. */
  public String refusal() {
    return refusal;
  }

  public List<Row> rows() {
    return rows;
  }

  void write(File directory) throws IOException {
    List<String> lines = new ArrayList<String>();
    lines.add(refusal == null ? OK : REFUSED + Lines.escaped(refusal));
    for (Row row : rows) {
      lines.add(row.line());
    }
    OutputStream out = new FileOutputStream(new File(directory, FILE));
    try {
      out.write(Lines.bytes(lines));
    } finally {
      out.close();
    }
  }

  /**
   * @throws IOException it is none
   */
  public static Answer read(InputStream in) throws IOException {
    List<String> lines = Lines.read(in);
    if (lines.isEmpty()) {
      throw new IOException("an empty answer");
    }
    if (!lines.get(0).equals(OK)) {
      if (!lines.get(0).startsWith(REFUSED)) {
        throw new IOException("not an answer");
      }
      return refused(Lines.unescaped(lines.get(0).substring(REFUSED.length())));
    }
    List<Row> rows = new ArrayList<Row>();
    for (String line : lines.subList(1, lines.size())) {
      rows.add(Row.parse(line));
    }
    return of(rows);
  }
}
