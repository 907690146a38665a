package io.outpost.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {
  static Stream<Path> documents() throws IOException {
    return Markdown.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void link_any_leadsSomewhereInsideTheRepository(Path document) throws IOException {
    Markdown markdown = Markdown.read(document);
    for (String link : markdown.links()) {
      if (link.startsWith("https://")) {
        continue; // out of reach for a test
      }
      assertThat(target(markdown, link)).as("link %s in %s", link, document).isTrue();
    }
  }

  @Test
  void document_any_canBeReachedFromTheReadme() throws IOException {
    Path root = Requires.repository();
    Set<Path> reached = reachable(root.resolve("README.md"));

    assertThat(reached).containsAll(Markdown.all().toList());
  }

  /** What links lead to; a linked folder shows its files. */
  private static Set<Path> reachable(Path from) throws IOException {
    Set<Path> seen = new LinkedHashSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      Path document = open.remove();
      if (Files.isDirectory(document)) {
        try (Stream<Path> files = Files.list(document)) {
          files.filter(Files::isRegularFile).forEach(open::add);
        }
      } else if (document.toString().endsWith(".md") && seen.add(document)) {
        for (String link : Markdown.read(document).links()) {
          if (!link.startsWith("https://")) {
            open.add(resolve(document, link));
          }
        }
      }
    }
    return seen;
  }

  private static boolean target(Markdown markdown, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path file = link.startsWith("#") ? markdown.file() : resolve(markdown.file(), link);
    if (!Files.exists(file) || !file.startsWith(Requires.repository())) {
      return false;
    }
    return parts.length == 1 || Markdown.read(file).anchors().contains(parts[1]);
  }

  private static Path resolve(Path document, String link) {
    return document.resolveSibling(link.split("#", 2)[0]).normalize();
  }
}
