package io.outpost.agent.camera;

import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that hold secrets, and that nobody but their owner may read. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> ALLOWED =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /**
   * @throws ConfigException when others may, with the command that helps
   */
  public static void check(Path file) throws ConfigException, IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!ALLOWED.containsAll(permissions)) {
      throw new ConfigException(
          "%s: others may read it (%s), expected only its owner (rw-------); run: chmod 600 %s"
              .formatted(
                  file.getFileName(),
                  PosixFilePermissions.toString(permissions),
                  file.toAbsolutePath().normalize()));
    }
  }
}
