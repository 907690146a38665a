package io.outpost.benchmarks.streams;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The lines that a program in this package obeys. */
final class Commands {
  /** What to do. */
  interface Obeying {
    /**
     * @return the answer, in one line
     */
    String obey(String[] words) throws Exception;
  }

  private Commands() {}

  /** Says that it is ready, obeys until the input ends, and ends the process. */
  static void obeyAll(Obeying program) throws Exception {
    System.out.println("READY");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(program.obey(line.split(" ", -1)));
    }
    System.exit(0);
  }

  static IOException unknown(String command) {
    return new IOException("unknown command " + command);
  }
}
