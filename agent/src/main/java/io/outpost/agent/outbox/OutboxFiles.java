package io.outpost.agent.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names, permissions and whole-file operations of an outbox's folder. */
final class OutboxFiles implements AutoCloseable {
  private static final Pattern SEGMENT = Pattern.compile("segment-(\\d{6})\\.db");
  private static final Pattern DAMAGED = Pattern.compile("segment-(\\d{6})\\.db\\.damaged-.*");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int BLOCK_BYTES = 1 << 16;

  private final Path dir;
  private final FileChannel lock;

  private OutboxFiles(Path dir, FileChannel lock) {
    this.dir = dir;
    this.lock = lock;
  }

  /** Creates the folder if need be and takes its lock, for the one process that may write. */
  static OutboxFiles lock(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      Files.createDirectories(dir.toAbsolutePath().getParent());
      Files.createDirectory(dir, OWNER_FOLDER);
    }
    FileChannel lock =
        FileChannel.open(
            dir.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OWNER_FILE);
    try {
      if (lock.tryLock() != null) {
        return new OutboxFiles(dir, lock);
      }
    } catch (OverlappingFileLockException e) {
      // The same as null, when it is this very process that has it.
    }
    lock.close();
    throw new IOException(
        "outbox " + dir + " is in use by another agent; stop it, or give this one its own folder");
  }

  Path segment(int number) {
    return segment(dir, number);
  }

  static Path segment(Path dir, int number) {
    return dir.resolve(String.format("segment-%06d.db", number));
  }

  /** A file that becomes a segment when it is complete. */
  Path unfinished(int number) {
    return dir.resolve(String.format("segment-%06d.db.new", number));
  }

  Path ledger() {
    return dir.resolve("ledger.json");
  }

  /** The numbers of the segments that are there. */
  static SortedSet<Integer> segments(Path dir) throws IOException {
    return numbers(dir, SEGMENT);
  }

  SortedSet<Integer> segments() throws IOException {
    return segments(dir);
  }

  /** The greatest number that a segment ever had, as far as files tell; 0 if none. */
  int lastNumber() throws IOException {
    SortedSet<Integer> all = numbers(dir, SEGMENT);
    all.addAll(numbers(dir, DAMAGED));
    return all.isEmpty() ? 0 : all.last();
  }

  private static SortedSet<Integer> numbers(Path dir, Pattern pattern) throws IOException {
    SortedSet<Integer> numbers = new TreeSet<>();
    try (Stream<Path> files = Files.list(dir)) {
      files.forEach(
          file -> {
            Matcher matcher = pattern.matcher(file.getFileName().toString());
            if (matcher.matches()) {
              numbers.add(Integer.valueOf(matcher.group(1)));
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return numbers;
  }

  /** An empty file that only its owner may read; SQLite gives its companions the same mode. */
  static void create(Path file) throws IOException {
    try {
      Files.createFile(file, OWNER_FILE);
    } catch (FileAlreadyExistsException e) {
      Files.setPosixFilePermissions(file, OWNER_FILE.value());
    }
  }

  /** Replaces a file in one step that survives a power cut. */
  void replace(Path file, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING),
            OWNER_FILE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    rename(unfinished, file);
  }

  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
  }

  private void syncFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** What a crash left of files that were never completed. */
  void deleteUnfinished() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.filter(f -> f.getFileName().toString().contains(".new")).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Sets a segment aside, with its companions, for somebody to look at; it is never read again. */
  Path quarantine(int number, Instant now) throws IOException {
    Path file = segment(number);
    Path aside = Path.of(file + ".damaged-" + now.toEpochMilli());
    for (String companion : new String[] {"-wal", "-shm", ""}) {
      if (Files.exists(Path.of(file + companion))) {
        Files.move(
            Path.of(file + companion),
            Path.of(aside + companion),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    syncFolder();
    return aside;
  }

  void delete(int number) throws IOException {
    for (String companion : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(Path.of(segment(number) + companion));
    }
  }

  /** Damaged files hold pictures too, and expire as these do. */
  void deleteQuarantinedBefore(Instant cutoff) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.toList()) {
        if (DAMAGED.matcher(file.getFileName().toString()).matches()
            && Files.getLastModifiedTime(file).toInstant().isBefore(cutoff)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** What all files of the folder take, but for the ballast. */
  long sizeBytes() throws IOException {
    long size = 0;
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.filter(f -> !f.equals(ballast())).toList()) {
        size += file.toFile().length();
      }
    }
    return size;
  }

  /** What the file system has left for us. */
  long usableBytes() {
    return dir.toFile().getUsableSpace();
  }

  private Path ballast() {
    return dir.resolve("ballast");
  }

  /** Takes the reserve if there is room for it twice over; says whether it is there. */
  boolean holdBallast(long sizeBytes) throws IOException {
    Path ballast = ballast();
    if (ballast.toFile().length() >= sizeBytes) {
      return true;
    }
    if (usableBytes() < 2 * sizeBytes) {
      return false;
    }
    create(ballast);
    // Written, not only sized: a sparse file holds nothing in reserve.
    try (FileChannel channel = FileChannel.open(ballast, StandardOpenOption.WRITE)) {
      for (long written = 0; written < sizeBytes; ) {
        int block = (int) Math.min(BLOCK_BYTES, sizeBytes - written);
        written += channel.write(ByteBuffer.allocate(block));
      }
      channel.force(true);
    }
    return true;
  }

  /** Gives the reserve back to the file system; says whether there was any. */
  boolean dropBallast() throws IOException {
    return Files.deleteIfExists(ballast());
  }

  /** The bytes of the file, if it is there. */
  static Optional<byte[]> read(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
