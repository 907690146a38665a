import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Fetches the built-in detection models: a locked {@code npm ci} of the packages that hold them, checked by SHA-256.
 * Does nothing when they are there already. Arguments: folder of the lock file, folder to fill. Run from source by the
 * build, so it may use nothing but the JDK.
 */
final class FetchModels {
  private static final Path FACES = Path.of("@mediapipe/face_detection/face_detection_full_range.tflite");
  private static final Path BODIES = Path.of("@mediapipe/objectron/objectron_solution_packed_assets.data");

  /** The archive holds two files, one behind the other. */
  private static final int LABELS_BYTES = 184;

  private static final int NPM_MINUTES = 15;

  private static final Map<String, String> SHA256 =
      Map.of(
          "face_detection_full_range.tflite",
          "99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3",
          "ssd_mobilenet_v2_oidv4.tflite",
          "d0a5255bf8c4f5a0bc4240741a76c41d5e939f7655078f945f50ab53a9375da6",
          "ssd_mobilenet_v2_oidv4.labels.txt",
          "c148336a65f673013609a923fdcbdeec0f49df935045029c3746a3828a0e80e0");

  private static final String NOTICE =
      """
      Detection models, unchanged, each under the Apache License, Version 2.0 (see LICENSE of the distribution):

      face_detection_full_range.tflite
        BlazeFace full range, Copyright The MediaPipe Authors,
        from the npm package @mediapipe/face_detection 0.4.1646425229
      ssd_mobilenet_v2_oidv4.tflite, ssd_mobilenet_v2_oidv4.labels.txt
        SSD-MobileNetV2 trained on Open Images V4, Copyright The MediaPipe Authors,
        from the npm package @mediapipe/objectron 0.4.1675468480
      """;

  public static void main(String[] args) throws Exception {
    Path source = Path.of(args[0]);
    Path target = Path.of(args[1]);
    if (complete(target)) {
      return;
    }
    System.err.println("models: fetching from npm, once (14 MB)");
    Path work = Files.createDirectories(target.resolveSibling("models-npm"));
    try {
      for (String name : List.of("package.json", "package-lock.json")) {
        Files.copy(source.resolve(name), work.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      install(work);
      unpack(work.resolve("node_modules"), target);
    } catch (IOException e) {
      System.err.println("models: " + e.getMessage());
      System.exit(1);
    } finally {
      delete(work);
    }
  }

  private static boolean complete(Path target) throws IOException {
    for (Map.Entry<String, String> entry : SHA256.entrySet()) {
      Path file = target.resolve(entry.getKey());
      if (!Files.exists(file) || !sha256(Files.readAllBytes(file)).equals(entry.getValue())) {
        return false;
      }
    }
    return Files.exists(target.resolve("NOTICE"));
  }

  private static void install(Path work) throws IOException, InterruptedException {
    String npm =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "npm"))
            .filter(Files::isExecutable)
            .findFirst()
            .map(Path::toString)
            .orElseThrow(
                () ->
                    new IOException(
                        "no npm on the PATH, which brings the detection models; install it"
                            + " (Debian, Ubuntu: apt-get install npm) and build again"));
    Path log = work.resolve("npm.log");
    Process process =
        new ProcessBuilder(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(NPM_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("npm ci took more than " + NPM_MINUTES + " minutes; check the network and build again");
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "npm ci failed with exit code " + process.exitValue() + ": " + Files.readString(log).strip());
    }
  }

  private static void unpack(Path modules, Path target) throws IOException {
    Files.createDirectories(target);
    byte[] archive = Files.readAllBytes(modules.resolve(BODIES));
    write(target, "face_detection_full_range.tflite", Files.readAllBytes(modules.resolve(FACES)));
    write(target, "ssd_mobilenet_v2_oidv4.labels.txt", Arrays.copyOf(archive, LABELS_BYTES));
    write(target, "ssd_mobilenet_v2_oidv4.tflite", Arrays.copyOfRange(archive, LABELS_BYTES, archive.length));
    Files.writeString(target.resolve("NOTICE"), NOTICE);
  }

  private static void write(Path target, String name, byte[] content) throws IOException {
    String found = sha256(content);
    if (!found.equals(SHA256.get(name))) {
      throw new IOException("SHA-256 of " + name + " is " + found + ", expected " + SHA256.get(name));
    }
    Path part = target.resolve(name + ".part");
    Files.write(part, content);
    Files.move(part, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
