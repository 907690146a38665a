package io.outpost.agent.vision.model;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.DurableFile;
import io.outpost.agent.config.FileLocks;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.model.ModelLog.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The models that are installed: {@code NAME.yaml} for each, its manifest, and beside them the
 * models, each under its SHA-256, so that no name from outside becomes a file's name. The manifest
 * is written last and removed first: a model is there whole, or it is not there.
 */
public final class ModelFolder {
  /** Of a model; it has to fit into one message to a worker. */
  public static final int MAX_MODEL_BYTES = 48 << 20;

  private static final String MANIFEST = ".yaml";
  private static final String LOG = "log.jsonl";

  private final Path folder;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** What was read, and of which content of the file. */
  private record Known(List<Object> stamp, InstalledModel model) {}

  /**
   * @param stateDirectory of the agent
   */
  public ModelFolder(Path stateDirectory) {
    this.folder = stateDirectory.resolve("models");
  }

  /**
   * What is there.
   *
   * @param problems of manifests that cannot be read; one line each
   */
  public record Listing(List<InstalledModel> models, List<String> problems) {
    public Listing {
      models = List.copyOf(models);
      problems = List.copyOf(problems);
    }
  }

  public Path path() {
    return folder;
  }

  /** In the order of their names. */
  public Listing list() throws IOException {
    List<InstalledModel> models = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path manifest : manifests()) {
      try {
        models.add(read(manifest));
      } catch (ConfigException wrong) {
        problems.addAll(wrong.problems());
      }
    }
    return new Listing(models, problems);
  }

  /**
   * @throws ConfigException when its manifest cannot be read
   */
  public Optional<InstalledModel> find(String name) throws ConfigException, IOException {
    for (Path manifest : manifests()) {
      if (manifest.getFileName().toString().equals(name + MANIFEST)) {
        return Optional.of(read(manifest));
      }
    }
    return Optional.empty();
  }

  /**
   * Puts a model there, in place of the one of that name.
   *
   * @param source where it came from, for the log
   * @throws ConfigException when the manifest is wrong, or of another model
   */
  public InstalledModel install(String manifest, byte[] content, String source, TimeSource time)
      throws ConfigException, IOException {
    DetectorModel model = ManifestFile.parse(manifest, "manifest");
    String found = Sha256.of(content);
    if (!found.equals(model.sha256())) {
      throw new ConfigException(
          "manifest: sha256: is %s, the model's is %s; is it the manifest of this model?"
              .formatted(model.sha256(), found));
    }
    return FileLocks.holding(
        folder.resolve("models"),
        () -> {
          Optional<InstalledModel> before = readable(model.name());
          InstalledModel installed =
              new InstalledModel(model, manifest, folder.resolve(fileName(model)));
          DurableFile.write(installed.file(), content, DurableFile.READABLE);
          DurableFile.write(
              folder.resolve(model.name() + MANIFEST), manifest, DurableFile.READABLE);
          if (before.isPresent()) {
            removeUnused(before.get().file());
          }
          new ModelLog(folder.resolve(LOG)).add(Action.INSTALLED, model, source, time.now());
          return installed;
        });
  }

  /** Takes it away. */
  public void remove(InstalledModel model, TimeSource time) throws IOException {
    FileLocks.<Boolean, RuntimeException>holding(
        folder.resolve("models"),
        () -> {
          boolean removed = DurableFile.remove(folder.resolve(model.model().name() + MANIFEST));
          removeUnused(model.file());
          if (removed) {
            new ModelLog(folder.resolve(LOG)).add(Action.REMOVED, model.model(), "", time.now());
          }
          return removed;
        });
  }

  /**
   * The model itself.
   *
   * @throws IOException when it is gone, or is not what its manifest says
   */
  public static byte[] content(InstalledModel model) throws IOException {
    Path file = model.file();
    try {
      if (Files.size(file) > MAX_MODEL_BYTES) {
        throw new IOException(
            file + ": " + Files.size(file) + " bytes, expected at most " + MAX_MODEL_BYTES);
      }
      byte[] content = Files.readAllBytes(file);
      String found = Sha256.of(content);
      if (!found.equals(model.model().sha256())) {
        throw new IOException(
            file + ": SHA-256 is " + found + ": the file was changed; install the model again");
      }
      return content;
    } catch (NoSuchFileException gone) {
      throw new IOException(file + ": no such file; install the model again", gone);
    }
  }

  /** Asked every second by who watches for changes: a manifest is read when it is another. */
  private InstalledModel read(Path manifest) throws ConfigException, IOException {
    BasicFileAttributes file = Files.readAttributes(manifest, BasicFileAttributes.class);
    List<Object> stamp =
        List.of(file.lastModifiedTime(), file.size(), String.valueOf(file.fileKey()));
    Known before = known.get(manifest);
    if (before != null && before.stamp().equals(stamp)) {
      return before.model();
    }
    InstalledModel model = readAnew(manifest);
    known.put(manifest, new Known(stamp, model));
    return model;
  }

  private InstalledModel readAnew(Path manifest) throws ConfigException, IOException {
    String shownAs = folder.getFileName() + "/" + manifest.getFileName();
    String text = Files.readString(manifest);
    DetectorModel model = ManifestFile.parse(text, shownAs);
    if (!manifest.getFileName().toString().equals(model.name() + MANIFEST)) {
      throw new ConfigException(
          shownAs + ": name: is '" + model.name() + "'; a manifest's file bears its name");
    }
    return new InstalledModel(model, text, folder.resolve(fileName(model)));
  }

  /** What a broken manifest named cannot be known. */
  private Optional<InstalledModel> readable(String name) throws IOException {
    try {
      return find(name);
    } catch (ConfigException broken) {
      return Optional.empty();
    }
  }

  private void removeUnused(Path file) throws IOException {
    if (list().models().stream().noneMatch(model -> model.file().equals(file))) {
      DurableFile.remove(file);
    }
  }

  private List<Path> manifests() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(ModelFolder::isManifest).sorted().toList();
    }
  }

  private static boolean isManifest(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(MANIFEST) && !name.startsWith(".");
  }

  private static String fileName(DetectorModel model) {
    return model.sha256() + "." + model.format().label();
  }
}
