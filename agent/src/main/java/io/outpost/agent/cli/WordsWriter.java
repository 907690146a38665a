package io.outpost.agent.cli;

import java.io.PrintWriter;

/**
 * Translates what is printed as one whole line, which is how commands speak to people. What is
 * printed in other ways is for scripts or for copying and passes untouched: JSON, a camera's file,
 * a script, a row of a table, whose cells may be anybody's words.
 */
final class WordsWriter extends PrintWriter {
  private final Words words;

  WordsWriter(PrintWriter writer, Words words) {
    super(writer, true);
    this.words = words;
  }

  @Override
  public void println(String line) {
    boolean json = line.startsWith("{") || line.startsWith("[");
    super.println(json || line.indexOf('\n') >= 0 ? line : words.of(line));
  }
}
