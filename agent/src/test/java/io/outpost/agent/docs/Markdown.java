package io.outpost.agent.docs;

import io.outpost.agent.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of the repository. */
record Markdown(Path file, String text) {
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

  private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+`) \\|", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([\\w.\\[\\]-]+)`");

  static Markdown read(Path file) throws IOException {
    return new Markdown(file, Files.readString(file));
  }

  /** Every document of the repository, but for what the build and npm brought. */
  static Stream<Path> all() throws IOException {
    Path root = Requires.repository();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !root.relativize(file).toString().matches(".*(target|node_modules)/.*"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** The contents of the fenced blocks of that language. */
  List<String> blocks(String language) {
    return FENCE
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** What the first columns of tables name in code marks, between two pieces of text. */
  Set<String> named(String from, String to) {
    Set<String> names = new TreeSet<>();
    ROW.matcher(text.substring(text.indexOf(from), text.indexOf(to)))
        .results()
        .flatMap(row -> NAME.matcher(row.group(1)).results())
        .forEach(name -> names.add(name.group(1)));
    return names;
  }

  /** Where links outside of fenced blocks point. */
  List<String> links() {
    return LINK.matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .toList();
  }

  /** The headings as link targets. */
  List<String> anchors() {
    return HEADING
        .matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .map(Markdown::anchor)
        .toList();
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} -]", "")
        .replace(' ', '-');
  }
}
