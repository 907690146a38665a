package io.outpost.agent.camera;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.ConfigFile;
import io.outpost.agent.config.ConfigFile.Content;
import io.outpost.agent.config.ConfigSchema;
import io.outpost.agent.config.DurableFile;
import io.outpost.agent.config.FileLocks;
import io.outpost.agent.config.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users and passwords by name, in {@code credentials.yaml}: {@code station-7: {user: admin, sealed:
 * ...}}. Passwords are sealed with the key beside it; one written by hand as {@code password: ...}
 * is read too, and sealed with the next change. Neither file is ever written but with mode 0600, or
 * read with any other; no message quotes a value.
 *
 * <p>Not safe for several threads. Several processes may change the file at a time.
 */
public final class CredentialStore {
  private static final String FILE_NAME = "credentials.yaml";

  /** Building the schema takes a third of a second on a small box: once, and only when needed. */
  private static final class Loaded {
    static final ConfigSchema SCHEMA = ConfigSchema.load("credentials");
  }

  private final Path file;
  private Map<String, Entry> entries;
  private Optional<CredentialKey> key;

  private CredentialStore(Path file) throws ConfigException, IOException {
    this.file = file;
    this.entries = read();
    this.key = CredentialKey.find(folder());
  }

  /**
   * An entry as it stands in the file.
   *
   * @param value the password, sealed or plain
   */
  private record Entry(String user, String value, boolean sealed) {}

  /**
   * Reads the file; a missing one holds nothing.
   *
   * @throws ConfigException when others than its owner may read it, or it cannot be used
   */
  public static CredentialStore open(Path file) throws ConfigException, IOException {
    return new CredentialStore(file);
  }

  /**
   * User and password of an entry.
   *
   * @throws ConfigException when the password cannot be opened with the key that is there
   */
  public Optional<Credentials> find(String name) throws ConfigException {
    Entry entry = entries.get(name);
    return entry == null ? Optional.empty() : Optional.of(opened(name, entry));
  }

  /** In the order of the file. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** The user of an entry. */
  public Optional<String> user(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::user);
  }

  /** Whether the password stands in the file as it was typed. */
  public boolean isPlain(String name) {
    Entry entry = entries.get(name);
    return entry != null && !entry.sealed();
  }

  /** Stores an entry, in place of one of that name, and seals what stands there in plain. */
  public void put(String name, Credentials credentials) throws ConfigException, IOException {
    change(
        sealing -> {
          entries.put(name, sealed(sealing, name, credentials));
          return true;
        });
  }

  /** Removes an entry; false where there was none. */
  public boolean remove(String name) throws ConfigException, IOException {
    return entries.containsKey(name) && change(sealing -> entries.remove(name) != null);
  }

  /** Seals what stands in the file in plain; true if there was any. */
  public boolean sealAll() throws ConfigException, IOException {
    return change(sealing -> entries.values().stream().anyMatch(entry -> !entry.sealed()));
  }

  /** Changes the entries. */
  private interface Change {
    /** False when there is nothing to be written. */
    boolean apply(CredentialKey sealing) throws ConfigException;
  }

  private boolean change(Change change) throws ConfigException, IOException {
    return FileLocks.<Boolean, ConfigException>holding(
        file,
        () -> {
          entries = read(); // another command may have written since
          CredentialKey sealing = CredentialKey.findOrMake(folder());
          key = Optional.of(sealing);
          Map<String, Entry> before = new LinkedHashMap<>(entries);
          if (!change.apply(sealing)) {
            return false;
          }
          boolean plain = before.values().stream().anyMatch(entry -> !entry.sealed());
          for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (!entry.getValue().sealed()) {
              entry.setValue(
                  sealed(sealing, entry.getKey(), opened(entry.getKey(), entry.getValue())));
            }
          }
          write(before, plain);
          return true;
        });
  }

  /** Keeps comments where an entry is added to a file that holds no plain password. */
  private void write(Map<String, Entry> before, boolean plain) throws IOException {
    Map<String, Entry> added = new LinkedHashMap<>(entries);
    added.keySet().removeAll(before.keySet());
    Map<String, Entry> kept = new LinkedHashMap<>(entries);
    kept.keySet().retainAll(before.keySet());
    if (!plain && kept.equals(before) && Files.exists(file)) {
      String old = Files.readString(file);
      String appended = old + (old.isEmpty() || old.endsWith("\n") ? "" : "\n") + text(added);
      if (holdsAll(appended)) { // not so where the file is one {...}
        DurableFile.write(file, appended, DurableFile.PRIVATE);
        return;
      }
    }
    DurableFile.write(file, text(entries), DurableFile.PRIVATE);
  }

  private boolean holdsAll(String text) {
    try {
      return entries(ConfigFile.parse(text, FILE_NAME, Content.SECRET)).equals(entries);
    } catch (ConfigException unreadable) {
      return false;
    }
  }

  private static Entry sealed(CredentialKey sealing, String name, Credentials credentials) {
    String sealed = sealing.seal(context(name, credentials.user()), credentials.password());
    return new Entry(credentials.user(), sealed, true);
  }

  private Credentials opened(String name, Entry entry) throws ConfigException {
    if (!entry.sealed()) {
      return new Credentials(entry.user(), new Secret(entry.value()));
    }
    return key.flatMap(known -> known.open(context(name, entry.user()), entry.value()))
        .map(password -> new Credentials(entry.user(), password))
        .orElseThrow(() -> new ConfigException(unopened(name)));
  }

  private String unopened(String name) {
    return "%s: %s: its password was sealed with %s; %s, or store it anew: outpost credentials set %s"
        .formatted(
            file.getFileName(),
            name,
            key.isEmpty() ? "a key that is not here" : "another key, or changed by hand",
            "put the right " + CredentialKey.FILE_NAME + " beside it",
            name);
  }

  /** Names and users have no line breaks. */
  private static String context(String name, String user) {
    return name + "\n" + user;
  }

  private Path folder() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + ": not a file name");
    }
    return folder;
  }

  private Map<String, Entry> read() throws ConfigException, IOException {
    if (!Files.exists(file)) {
      return new LinkedHashMap<>();
    }
    OwnerOnly.check(file);
    return entries(ConfigFile.read(file, String.valueOf(file.getFileName()), Content.SECRET));
  }

  private static Map<String, Entry> entries(ConfigFile file) throws ConfigException {
    Loaded.SCHEMA.check(file);
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : file.tree().properties()) {
      JsonNode value = entry.getValue();
      boolean sealed = value.has("sealed");
      if (sealed == value.has("password")) {
        throw file.refusal(
            entry.getKey(), "expected either 'password', typed by hand, or 'sealed'");
      }
      String password = value.path(sealed ? "sealed" : "password").asText();
      entries.put(entry.getKey(), new Entry(value.path("user").asText(), password, sealed));
    }
    return entries;
  }

  private static String text(Map<String, Entry> entries) {
    Map<String, Object> file = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) -> {
          Map<String, Object> values = new LinkedHashMap<>();
          values.put("user", entry.user());
          values.put(entry.sealed() ? "sealed" : "password", entry.value());
          file.put(name, values);
        });
    return YamlText.of(file);
  }
}
