package io.outpost.agent.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one process at a time read a file, change it and write it back. The lock is on a file beside
 * it, since the file itself is replaced; it goes with the process that holds it.
 */
public final class FileLocks {
  /** A process locks against others alone: its own threads queue here. */
  private static final Lock WITHIN = new ReentrantLock();

  private FileLocks() {}

  /** What is done under the lock. */
  public interface Change<T, E extends Exception> {
    T apply() throws E, IOException;
  }

  /** Waits for whoever changes the file, for as long as that takes, and then changes it. */
  public static <T, E extends Exception> T holding(Path file, Change<T, E> change)
      throws E, IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + ": not a file name");
    }
    Files.createDirectories(folder);
    Path beside = folder.resolve("." + file.getFileName() + ".lock");
    WITHIN.lock();
    try (FileChannel channel =
            FileChannel.open(
                beside,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(DurableFile.PRIVATE));
        FileLock held = channel.lock()) {
      assert held.isValid();
      return change.apply();
    } finally {
      WITHIN.unlock();
    }
  }
}
