package io.outpost.protocols;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** What real cameras said: {@code ../shared/corpus} beside the repository. */
public final class CorpusFolder {
  private CorpusFolder() {}

  /** Skips the test where the corpus is absent. */
  public static Path named(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    Path folder = root == null ? Path.of("") : root.resolveSibling("shared/corpus/" + name);
    if (!Files.isDirectory(folder)) {
      abort("needs ../shared/corpus/" + name + " beside the repository, which is not here");
    }
    return folder;
  }
}
