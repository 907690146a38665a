package io.outpost.agent.camera;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The registry of cameras: the folder {@code cameras.d/}, one file a camera. It keeps nothing in
 * memory; every call reads the folder as it is.
 */
public final class CameraStore {
  /** Most files read from the folder. */
  static final int MAX_CAMERAS = 10_000;

  private static final String SUFFIX = ".yaml";

  private final Path folder;
  private final Check check;

  /** What has to be so on this box, beside what a camera's file says by itself. */
  public interface Check {
    /**
     * @param shownAs its file, in messages
     * @return one line for each thing that is not so
     * @throws ConfigException when that cannot be found out
     */
    List<String> problems(Camera camera, String shownAs) throws ConfigException, IOException;
  }

  /**
   * @param folder {@code cameras.d/}; it may be missing, which is a registry without cameras
   */
  public CameraStore(Path folder) {
    this(folder, (camera, shownAs) -> List.of());
  }

  /**
   * @param check of cameras that are listed or written, as long as they are enabled; one that is
   *     looked for by its id is found even so, or nobody could put it right
   */
  public CameraStore(Path folder, Check check) {
    this.folder = folder;
    this.check = check;
  }

  /**
   * What the folder holds.
   *
   * @param cameras those that can be used, by id
   * @param refused one line for each problem of the files that cannot
   * @param warnings one line for each oddity that does no harm
   */
  public record Listing(List<Camera> cameras, List<String> refused, List<String> warnings) {
    public Listing {
      cameras = List.copyOf(cameras);
      refused = List.copyOf(refused);
      warnings = List.copyOf(warnings);
    }

    /** The files that were refused, by name without {@code .yaml}. */
    public Set<String> refusedFiles() {
      Set<String> names = new TreeSet<>();
      for (String line : refused) {
        String name = line.substring(line.indexOf('/') + 1);
        names.add(name.substring(0, name.indexOf(SUFFIX)));
      }
      return names;
    }

    /** The cameras, provided that no file was refused. */
    public List<Camera> orThrow() throws ConfigException {
      if (!refused.isEmpty()) {
        throw new ConfigException(refused);
      }
      return cameras;
    }
  }

  /** Reads every file of the folder; a broken file is reported and takes nothing else with it. */
  public Listing list() throws IOException {
    Map<String, Camera> cameras = new TreeMap<>();
    Map<String, String> files = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Path file : files()) {
      String shownAs = shown(file);
      try {
        Camera camera = CameraFile.read(file, shownAs);
        hold(camera, shownAs);
        String taken = files.putIfAbsent(camera.id(), shownAs);
        if (taken != null) {
          refused.add("%s: id: '%s' is taken by %s".formatted(shownAs, camera.id(), taken));
          continue;
        }
        cameras.put(camera.id(), camera);
        if (!shownAs.endsWith("/" + camera.id() + SUFFIX)) {
          warnings.add(
              "%s: holds camera '%s'; call the file %s%s"
                  .formatted(shownAs, camera.id(), camera.id(), SUFFIX));
        }
      } catch (ConfigException broken) {
        refused.addAll(broken.problems());
      }
    }
    return new Listing(List.copyOf(cameras.values()), refused, warnings);
  }

  /**
   * One camera.
   *
   * @throws ConfigException when its file cannot be used
   */
  public Optional<Camera> find(String id) throws ConfigException, IOException {
    Optional<Path> file = fileOf(id);
    return file.isPresent()
        ? Optional.of(CameraFile.read(file.get(), shown(file.get())))
        : Optional.empty();
  }

  /** The text of a camera's file as it stands, comments and all. */
  public Optional<String> text(String id) throws IOException {
    Optional<Path> file = fileOf(id);
    return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
  }

  /**
   * Writes a camera's file, in place of one that is there. What was written is read back before it
   * takes its place, so that a file this class wrote can always be read.
   */
  public void write(Camera camera) throws ConfigException, IOException {
    String text = check(camera);
    Path file = fileOf(camera.id()).orElse(folder.resolve(camera.id() + SUFFIX));
    DurableFile.write(file, text, DurableFile.READABLE);
  }

  /** The text of its file, after it was read back. */
  public String check(Camera camera) throws ConfigException, IOException {
    hold(camera, shown(folder.resolve(camera.id() + SUFFIX)));
    String text = CameraText.of(camera);
    CameraFile.parse(text, shown(folder.resolve(camera.id() + SUFFIX)));
    return text;
  }

  /**
   * Replaces the text of a camera's file, comments and all.
   *
   * @throws ConfigException when the text cannot be used, or is another camera's; the file stays as
   *     it was
   */
  public void replace(String id, String text) throws ConfigException, IOException {
    Path file = fileOf(id).orElse(folder.resolve(id + SUFFIX));
    Camera camera = CameraFile.parse(text, shown(file));
    if (!camera.id().equals(id)) {
      throw new ConfigException(
          "%s: id: expected '%s', found '%s'; to change it: outpost camera rename %s %s"
              .formatted(shown(file), id, camera.id(), id, camera.id()));
    }
    hold(camera, shown(file));
    DurableFile.write(file, text, DurableFile.READABLE);
  }

  /** Removes a camera's file; false where there was none. */
  public boolean remove(String id) throws IOException {
    Optional<Path> file = fileOf(id);
    return file.isPresent() && DurableFile.remove(file.get());
  }

  /** Against the check. */
  private void hold(Camera camera, String shownAs) throws ConfigException, IOException {
    List<String> problems = camera.enabled() ? check.problems(camera, shownAs) : List.of();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** The file that holds the camera: the one called after it, or else the one that says so. */
  private Optional<Path> fileOf(String id) throws IOException {
    Path expected = folder.resolve(id + SUFFIX);
    List<Path> files = files();
    if (files.contains(expected)) {
      return Optional.of(expected);
    }
    for (Path file : files) {
      if (holds(file, id)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private boolean holds(Path file, String id) throws IOException {
    if (!Files.readString(file, StandardCharsets.ISO_8859_1).contains(id)) {
      return false; // a station's whole sheet is looked up line by line
    }
    try {
      return CameraFile.read(file, shown(file)).id().equals(id);
    } catch (ConfigException broken) {
      return false; // some other camera's; listing reports it
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> isCameraFile(file.getFileName().toString()))
          .sorted()
          .limit(MAX_CAMERAS)
          .toList();
    }
  }

  private static boolean isCameraFile(String name) {
    return name.endsWith(SUFFIX) && !name.startsWith(".");
  }

  private String shown(Path file) {
    return folder.getFileName() + "/" + file.getFileName();
  }
}
