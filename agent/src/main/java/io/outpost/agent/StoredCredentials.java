package io.outpost.agent;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users and passwords of cameras, as {@code credentials.yaml} has them now: a password that was
 * put right needs no restart. While the file cannot be used, a camera keeps what it had.
 *
 * <p>For one thread.
 */
final class StoredCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(StoredCredentials.class);

  /** Tells one content of the files from the next: they are replaced, never written into. */
  private record Stamp(List<Object> files) {}

  private final Path folder;
  private final Map<String, Credentials> known = new HashMap<>();
  private Optional<CredentialStore> store = Optional.empty();
  private Optional<Stamp> stamp = Optional.empty();
  private final Set<String> complaints = new HashSet<>();

  StoredCredentials(Path folder) {
    this.folder = folder;
  }

  /** Looks whether the files have changed, and reads them if so. */
  void refresh() {
    try {
      Stamp now = stampNow();
      if (stamp.filter(now::equals).isEmpty()) {
        store = Optional.of(CredentialStore.open(folder.resolve("credentials.yaml")));
        stamp = Optional.of(now);
        complaints.clear();
      }
    } catch (ConfigException | IOException unusable) {
      complain(String.valueOf(unusable.getMessage()));
    }
  }

  /** What the camera is asked with. */
  Optional<Credentials> of(Camera camera) {
    Optional<String> name = camera.credentials();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<Credentials> found =
          store.isPresent() ? store.get().find(name.get()) : Optional.empty();
      if (found.isPresent()) {
        known.put(name.get(), found.get());
        return found;
      }
      complain(
          "camera %s: credentials '%s' are not in credentials.yaml; store them with 'outpost"
                  .formatted(camera.id(), name.get())
              + " credentials set "
              + name.get()
              + "', or correct 'credentials:' in its file");
    } catch (ConfigException unopened) {
      complain("camera " + camera.id() + ": " + unopened.getMessage());
    }
    return Optional.ofNullable(known.get(name.get()));
  }

  /** Once: this is asked every second. */
  private void complain(String text) {
    if (complaints.add(text)) {
      LOG.error("credentials cannot be used message=\"{}\"", text);
    }
  }

  private Stamp stampNow() throws IOException {
    return new Stamp(List.of(stampOf("credentials.yaml"), stampOf("credentials.key")));
  }

  private Object stampOf(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return "absent";
    }
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return List.of(
        attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
  }
}
