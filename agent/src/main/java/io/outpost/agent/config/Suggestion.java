package io.outpost.agent.config;

import java.util.Collection;
import java.util.Locale;

/** Finds what a mistyped word was meant to be. */
public final class Suggestion {
  private static final int MAX_WORD = 100;

  private Suggestion() {}

  /** {@code "; did you mean 'dwell'?"}, or nothing when no known word is close. */
  public static String among(Collection<String> known, String given) {
    String best = "";
    if (given.length() > MAX_WORD) {
      return "";
    }
    int bestDistance = Math.max(1, given.length() / 3) + 1;
    for (String word : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), given.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = word;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? "" : "; did you mean '" + best + "'?";
  }

  /** How many letters must be added, removed, changed or swapped with their neighbour. */
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        int changed = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        rows[i][j] = Math.min(changed, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a.startsWith("" + b.charAt(j - 1) + b.charAt(j - 2), i - 2)) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[a.length()][b.length()];
  }
}
