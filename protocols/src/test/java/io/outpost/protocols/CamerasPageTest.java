package io.outpost.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of quirks names tests; they exist. */
class CamerasPageTest {
  private static final Path ROOT = Path.of("..");

  /** {@code Class.method}, or {@code .method} of the class named last in the row; * at the end. */
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w*(?:Test|IT))?\\.([a-z]\\w*)(\\*?)`");

  @Test
  void page_everyTestNamed_exists() throws IOException {
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (String line : Files.readAllLines(ROOT.resolve("agent/docs/CAMERAS.md"))) {
      String type = "";
      Matcher test = NAMED.matcher(line);
      while (test.find()) {
        named++;
        type = test.group(1) == null ? type : test.group(1);
        String method = test.group(2);
        String end = test.group(3).isEmpty() ? "(" : "";
        if (!sourceOf(type).contains("void " + method + end)) {
          missing.add(type + "." + method);
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(30);
  }

  private static String sourceOf(String type) throws IOException {
    for (String module : new String[] {"protocols", "agent"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        Path file = files.filter(f -> f.endsWith(type + ".java")).findFirst().orElse(null);
        if (file != null) {
          return Files.readString(file);
        }
      }
    }
    return "";
  }
}
