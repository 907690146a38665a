package io.outpost.agent.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Writes whole files so that a reader, or the next start after a power cut, sees either the old
 * content or the new one.
 */
public final class DurableFile {
  /** For what anyone on the box may read. */
  public static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");

  /** For secrets. */
  public static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private DurableFile() {}

  /** Replaces the file's content; its folder is made where it is missing. */
  public static void write(Path file, String text, Set<PosixFilePermission> permissions)
      throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8), permissions);
  }

  /** The same for what is no text. */
  public static void write(Path file, byte[] content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + ": not a file name");
    }
    Files.createDirectories(folder);
    // A temporary file is 0600 from its first moment, so a secret is never readable, not even
    // briefly.
    Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.setPosixFilePermissions(temporary, permissions);
      handOver(temporary, Files.exists(file) ? file : folder);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folder);
  }

  /**
   * What root writes for the agent belongs to the agent's user, or the agent could not read it. Who
   * may not hand a file over is its owner already.
   */
  private static void handOver(Path temporary, Path like) throws IOException {
    UserPrincipal owner = Files.getOwner(like);
    if (owner.equals(Files.getOwner(temporary))) {
      return;
    }
    try {
      Files.setOwner(temporary, owner);
    } catch (FileSystemException notRoot) {
      // Its writer's, then, as every file that a user writes.
    }
  }

  /** Removes the file for good; false where there was none. */
  public static boolean remove(Path file) throws IOException {
    boolean removed = Files.deleteIfExists(file);
    Path folder = file.toAbsolutePath().getParent();
    if (removed && folder != null) {
      syncFolder(folder);
    }
    return removed;
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
