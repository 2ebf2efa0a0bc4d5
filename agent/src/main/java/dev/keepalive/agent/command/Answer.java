package dev.keepalive.agent.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What came of a command: rows, or why it was refused. */
public final class Answer {
  /** The file in the directory of the command. */
  private static final String FILE = "answer";

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
    Lines.write(new File(directory, FILE), lines);
  }

  /**
   * @throws IOException there is none: the agent did not take the command
   */
  public static Answer read(File directory) throws IOException {
    List<String> lines = Lines.read(new File(directory, FILE));
    if (lines.isEmpty()) {
      throw new IOException("an empty answer");
    }
    if (!lines.get(0).equals(OK)) {
      return refused(Lines.unescaped(lines.get(0).substring(REFUSED.length())));
    }
    List<Row> rows = new ArrayList<Row>();
    for (String line : lines.subList(1, lines.size())) {
      rows.add(Row.parse(line));
    }
    return of(rows);
  }
}
