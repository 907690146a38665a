package io.outpost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where this module's files are. */
public final class Home {
  private Home() {}

  /** {@code benchmarks/target}. {@code benchmarks/run} names it; tests run in the module. */
  public static Path target() {
    return Path.of(System.getProperty("outpost.benchmarks.home", ""))
        .toAbsolutePath()
        .resolve("target");
  }

  /** What benchmarks printed when they were recorded: kept with the source. */
  static Path recorded() {
    return target().resolve("../recorded").normalize();
  }

  /** What was drawn of it. */
  static Path plots() {
    return target().resolve("../plots").normalize();
  }

  /** The detectors' models, as the distribution has them. */
  public static Path models() {
    return target().resolve("../../agent/target/outpost/models").normalize();
  }

  /** The ffmpeg program of the GPL preset, which has x264; only ever run as another process. */
  public static Path encoder() throws IOException {
    Path unpacked = target().resolve("encoder");
    try (Stream<Path> files = Files.walk(unpacked)) {
      Path program =
          files
              .filter(file -> file.endsWith("ffmpeg") && Files.isRegularFile(file))
              .findFirst()
              .orElseThrow(
                  () -> new IOException("no ffmpeg in " + unpacked + "; run ./mvnw package"));
      if (!program.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + program + " executable");
      }
      return program.toAbsolutePath();
    }
  }
}
