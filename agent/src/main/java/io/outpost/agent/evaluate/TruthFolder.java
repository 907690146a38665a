package io.outpost.agent.evaluate;

import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of files of truth. */
public final class TruthFolder {
  private TruthFolder() {}

  /**
   * Every file of truth directly in the folder, in the order of their names.
   *
   * @throws ConfigException with every problem of every file, or when there is none
   */
  public static List<Truth> read(Path folder) throws ConfigException, IOException {
    if (!Files.isDirectory(folder)) {
      throw new ConfigException(folder + ": no such folder");
    }
    List<Truth> truths = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path file : files(folder)) {
      try {
        Truth truth = TruthFile.read(file);
        if (!names.add(truth.name())) {
          problems.add(file + ": a file of the same name ends otherwise; keep one of the two");
        }
        truths.add(truth);
      } catch (ConfigException wrong) {
        problems.addAll(wrong.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    if (truths.isEmpty()) {
      throw new ConfigException(
          folder + ": no file that ends with .truth.yaml or .truth.json; see EVALUATION.md");
    }
    return truths;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(TruthFile::isOne).sorted().toList();
    }
  }
}
