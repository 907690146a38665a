package io.outpost.agent.vision;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker as a child of this process: the same Java, the same class path. It listens on a socket
 * in a folder that only this user may enter, and ends by itself when this process does, however
 * that ends: its standard input is then at an end.
 */
final class ChildWorker implements WorkerEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ChildWorker.class);

  /** By name, because nothing native may be loaded into the agent. */
  private static final String MAIN = "io.outpost.agent.vision.worker.WorkerMain";

  private static final String DEFAULT_OPTIONS =
      "-XX:+UseSerialGC -Xms32m -Xmx256m -Xss512k -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData"
          + " -Dorg.bytedeco.javacpp.maxPhysicalBytes=0";

  /** A worker needs no secret, so it is given nothing that might hold one. */
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "CACHE_DIRECTORY", "OMP_NUM_THREADS");

  /**
   * Of glibc's allocator: what decoders give back goes back to the machine. Otherwise it is kept in
   * an arena for each thread, between what is still in use: gigabytes after all cameras were awake.
   */
  private static final Map<String, String> ALLOCATOR =
      Map.of("MALLOC_ARENA_MAX", "2", "MALLOC_MMAP_THRESHOLD_", "262144");

  private static final int STOP_SECONDS = 2;

  private final String name;
  private final Path models;
  private @Nullable Process process;
  private @Nullable Path folder;

  ChildWorker(String name, Path models) {
    this.name = name;
    this.models = models;
  }

  /** Says early and clearly what is missing. */
  static void checkModels(Path models) {
    if (!Files.isDirectory(models)) {
      throw new IllegalArgumentException(
          "no detector models in "
              + models.toAbsolutePath()
              + "; run the agent from its distribution (bin/outpost) or set -Doutpost.models=FOLDER");
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() throws IOException {
    stop();
    Path created =
        Files.createTempDirectory(
            "outpost-vision",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    folder = created;
    ProcessBuilder builder =
        new ProcessBuilder(command(created))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT);
    builder.environment().keySet().retainAll(ENVIRONMENT);
    builder.environment().putAll(ALLOCATOR);
    process = builder.start();
    LOG.info("vision worker started worker={} pid={}", name, process.pid());
  }

  @Override
  public @Nullable SocketChannel connect() throws IOException {
    if (process == null || folder == null) {
      throw new IOException("vision worker " + name + " was not started");
    }
    if (!process.isAlive()) {
      throw new IOException(
          "vision worker " + name + " ended at its start with exit code " + process.exitValue());
    }
    Path socket = socket(folder);
    return Files.exists(socket) ? ServiceWorker.open(socket) : null;
  }

  @Override
  public void stop() {
    if (process != null) {
      end(process);
      process = null;
    }
    if (folder != null) {
      delete(folder);
      folder = null;
    }
  }

  private List<String> command(Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            System.getProperty("outpost.worker.options", DEFAULT_OPTIONS).trim().split("\\s+")));
    for (String property : List.of("org.bytedeco.javacpp.cachedir", "java.io.tmpdir")) {
      String value = System.getProperty(property);
      if (value != null) {
        command.add("-D" + property + "=" + value);
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of("--socket", socket(folder).toString()));
    command.addAll(List.of("--models", models.toAbsolutePath().toString(), "--child"));
    return command;
  }

  private static Path socket(Path folder) {
    return folder.resolve("worker.sock");
  }

  private static void end(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("vision worker's input was closed already", e);
    }
    try {
      if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private static void delete(Path folder) {
    try {
      Files.deleteIfExists(socket(folder));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.warn("could not delete folder={} reason={}", folder, e.toString());
    }
  }
}
