package io.outpost.agent.upstream;

import io.outpost.agent.event.Event;
import io.outpost.agent.event.Event.StoredImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder: {@code events.jsonl}, one event a line, {@code images/<sha256>.jpg} and {@code
 * clips/<sha256>.mp4}. All of a batch is on the disk when {@link #deliver} returns. A line that a
 * power cut tore is cut off at the next start; its event was not acknowledged, so it comes again.
 *
 * <p>The files may be read by the owner's group, and by nobody else: they show people.
 */
public final class JsonLinesSink implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(JsonLinesSink.class);
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r-----");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-x---");
  private static final String FILE_GLOB = "[0-9a-f]*.{jpg,mp4}";

  private final String name;
  private final Path folder;
  private final FileChannel events;

  private JsonLinesSink(String name, Path folder, FileChannel events) {
    this.name = name;
    this.folder = folder;
    this.events = events;
  }

  /**
   * Goes on with what is in the folder, or begins it.
   *
   * @throws IOException when the folder cannot be written to
   */
  public static JsonLinesSink appending(String name, Path folder) throws IOException {
    createFolder(folder);
    createFolder(folder.resolve("images"));
    Path file = folder.resolve("events.jsonl");
    boolean isNew = !Files.exists(file);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      if (isNew) {
        Files.setPosixFilePermissions(file, FILE);
        sync(folder);
      }
      cutTornLine(channel, file);
      return new JsonLinesSink(name, folder, channel);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** Begins anew: events and images that are there are deleted. */
  public static JsonLinesSink replacing(String name, Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve("events.jsonl"));
    deleteFiles(folder.resolve("images"));
    deleteFiles(folder.resolve("clips"));
    return appending(name, folder);
  }

  private static void deleteFiles(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, FILE_GLOB)) {
        for (Path file : old) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void deliver(List<Event> batch) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    Set<Path> added = new TreeSet<>();
    for (Event event : batch) {
      for (StoredImage image : event.images()) {
        Path beside = folder.resolve(image.collection());
        if (!image.isEvicted() && write(image, beside)) {
          added.add(beside);
        }
      }
      lines.writeBytes(event.json());
      lines.write('\n');
    }
    for (Path beside : added) {
      sync(beside);
    }
    long before = events.size();
    try {
      writeAll(events, ByteBuffer.wrap(lines.toByteArray()));
      events.force(false);
    } catch (IOException failed) {
      // Half a batch must not stay: it is delivered again as a whole.
      events.truncate(before);
      throw failed;
    }
  }

  @Override
  public void close() throws IOException {
    events.close();
  }

  /**
   * True when the image was not there yet. A name is its content's hash, so it is never rewritten.
   */
  private boolean write(StoredImage image, Path beside) throws IOException {
    if (!Files.isDirectory(beside)) {
      createFolder(beside);
      sync(folder);
    }
    Path file = beside.resolve(image.fileName());
    if (Files.exists(file)) {
      return false;
    }
    Path temporary = beside.resolve("." + image.sha256() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      Files.setPosixFilePermissions(temporary, FILE);
      writeAll(channel, ByteBuffer.wrap(image.jpeg()));
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Leaves the channel at the end of the last whole line. */
  private static void cutTornLine(FileChannel channel, Path file) throws IOException {
    long end = channel.size();
    ByteBuffer one = ByteBuffer.allocate(1);
    long whole = end;
    while (whole > 0) {
      one.clear();
      channel.read(one, whole - 1);
      if (one.get(0) == '\n') {
        break;
      }
      whole--;
    }
    if (whole < end) {
      LOG.warn("torn line cut off file={} sizeBytes={}", file, end - whole);
      channel.truncate(whole);
      channel.force(true);
    }
    channel.position(whole);
  }

  private static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, FOLDER);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
