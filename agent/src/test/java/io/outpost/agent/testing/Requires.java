package io.outpost.agent.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a test needs beside the build. On a contributor's machine a test whose need is not met is
 * skipped, and says what to install; with {@code OUTPOST_REQUIRE_ALL=1} in the environment, as in
 * {@code .ci/run}, it fails instead, so that no test is skipped unnoticed. The footage beside the
 * repository is not ours to publish: without it a test is skipped in either case.
 */
public final class Requires {
  private static final boolean ALL = "1".equals(System.getenv("OUTPOST_REQUIRE_ALL"));

  private Requires() {}

  /** The program of that name, from the PATH or an {@code sbin} folder, which Debian leaves out. */
  public static Path command(String name, String debianPackage) {
    Optional<Path> found = find(name);
    available(found.isPresent(), name, debianPackage);
    return found.orElseThrow();
  }

  /** Goes on only if what the Debian package brings is there. */
  public static void available(boolean condition, String what, String debianPackage) {
    if (condition) {
      return;
    }
    String message =
        "needs "
            + what
            + ", which is not here: apt-get install -y --no-install-recommends "
            + debianPackage
            + " (or all of them: deploy/dev-setup)";
    if (ALL) {
      fail(message);
    }
    abort(message);
  }

  /**
   * A file or folder of {@code ../shared}, as seen from the repository's root.
   *
   * @param path below it, as in {@code footage/traffic.mp4}
   */
  public static Path shared(String path) {
    Path file = repository().resolveSibling("shared").resolve(path);
    if (!Files.exists(file)) {
      abort("needs ../shared/" + path + " beside the repository, which is not here");
    }
    return file;
  }

  /** The root of the repository that is being tested. */
  public static Path repository() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        "tests run outside the repository: " + Path.of("").toAbsolutePath());
  }

  private static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator;
    return Stream.of((path + "/usr/sbin" + File.pathSeparator + "/sbin").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
