package io.outpost.benchmarks.micro;

import io.outpost.benchmarks.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder on the disk of the build, not in memory, that goes away with the benchmark. */
record Scratch(Path path) {
  static Scratch make(String name) throws IOException {
    Files.createDirectories(Home.target());
    return new Scratch(Files.createTempDirectory(Home.target(), name));
  }

  void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(path)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
