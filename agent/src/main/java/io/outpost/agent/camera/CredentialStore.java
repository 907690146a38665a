package io.outpost.agent.camera;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.ConfigFile;
import io.outpost.agent.config.ConfigFile.Content;
import io.outpost.agent.config.ConfigSchema;
import io.outpost.agent.config.DurableFile;
import io.outpost.agent.config.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Users and passwords by name, in {@code credentials.yaml}: {@code station-7: {user: admin,
 * password: ...}}. The file is never written but with mode 0600, and not read with any other; no
 * message quotes a value of it.
 *
 * <p>Not safe for several threads.
 */
public final class CredentialStore {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path file;
  private final Map<String, Credentials> entries;

  private CredentialStore(Path file, Map<String, Credentials> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Reads the file; a missing one holds nothing.
   *
   * @throws ConfigException when others than its owner may read it, or it cannot be used
   */
  public static CredentialStore open(Path file) throws ConfigException, IOException {
    if (!Files.exists(file)) {
      return new CredentialStore(file, new LinkedHashMap<>());
    }
    refuseOthers(file);
    return new CredentialStore(
        file, entries(ConfigFile.read(file, String.valueOf(file.getFileName()), Content.SECRET)));
  }

  public Optional<Credentials> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** In the order of the file. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** Stores an entry, in place of one of that name. */
  public void put(String name, Credentials credentials) throws IOException {
    boolean added = entries.put(name, credentials) == null;
    String entry = text(Map.of(name, credentials));
    if (added && Files.exists(file)) {
      String old = Files.readString(file);
      String appended = old + (old.isEmpty() || old.endsWith("\n") ? "" : "\n") + entry;
      if (holdsAll(appended)) { // keeps comments; not so where the file is one {...}
        DurableFile.write(file, appended, DurableFile.PRIVATE);
        return;
      }
    }
    DurableFile.write(file, text(entries), DurableFile.PRIVATE);
  }

  /** Removes an entry; false where there was none. */
  public boolean remove(String name) throws IOException {
    if (entries.remove(name) == null) {
      return false;
    }
    DurableFile.write(file, text(entries), DurableFile.PRIVATE);
    return true;
  }

  private boolean holdsAll(String text) {
    try {
      return entries(ConfigFile.parse(text, "credentials.yaml", Content.SECRET)).equals(entries);
    } catch (ConfigException unreadable) {
      return false;
    }
  }

  private static void refuseOthers(Path file) throws ConfigException, IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new ConfigException(
          "%s: others may read it (%s), expected only its owner (rw-------); run: chmod 600 %s"
              .formatted(
                  file.getFileName(),
                  PosixFilePermissions.toString(permissions),
                  file.toAbsolutePath().normalize()));
    }
  }

  private static Map<String, Credentials> entries(ConfigFile file) throws ConfigException {
    ConfigSchema.load("credentials").check(file);
    Map<String, Credentials> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : file.tree().properties()) {
      entries.put(
          entry.getKey(),
          new Credentials(
              entry.getValue().path("user").asText(),
              new Secret(entry.getValue().path("password").asText())));
    }
    return entries;
  }

  private static String text(Map<String, Credentials> entries) {
    Map<String, Object> file = new LinkedHashMap<>();
    entries.forEach(
        (name, credentials) -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("user", credentials.user());
          entry.put("password", credentials.password().reveal());
          file.put(name, entry);
        });
    return YamlText.of(file);
  }
}
