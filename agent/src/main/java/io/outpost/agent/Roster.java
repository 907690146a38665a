package io.outpost.agent;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.vision.model.DetectorChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what runs in step with {@code cameras.d/}: starts what was added, stops what was removed,
 * restarts what was changed, and leaves everything else alone. A file that cannot be used is
 * reported once, and its camera goes on as it was.
 *
 * <p>For one thread.
 */
final class Roster {
  private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

  /** Starts and stops cameras. */
  interface Runner {
    void start(Wanted wanted);

    /**
     * @param forGood whether it is not to be started again, as far as is known: what is open of it
     *     is over
     */
    void stop(String camera, boolean forGood) throws InterruptedException;
  }

  /** Knows what a camera is to be looked at with. */
  interface Detecting {
    /**
     * @throws ConfigException when the camera names what is not installed
     */
    DetectorChoice of(Camera camera) throws ConfigException, IOException;
  }

  /**
   * What decides how a camera runs.
   *
   * @param credentials what it is asked with
   * @param detectors what it is looked at with
   */
  record Wanted(Camera camera, Optional<Credentials> credentials, DetectorChoice detectors) {}

  private final CameraStore store;
  private final StoredCredentials credentials;
  private final Detecting detectors;
  private final Runner runner;
  private final Map<String, Wanted> running = new LinkedHashMap<>();
  private Set<String> refusedFiles = Set.of();
  private Map<String, String> undetectable = Map.of();
  private Set<String> reported = Set.of();

  Roster(CameraStore store, StoredCredentials credentials, Detecting detectors, Runner runner) {
    this.store = store;
    this.credentials = credentials;
    this.detectors = detectors;
    this.runner = runner;
  }

  /** Reads the folder and acts on what changed. */
  void refresh() throws IOException, InterruptedException {
    CameraStore.Listing listing = store.list();
    credentials.refresh();
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    Map<String, String> refused = new TreeMap<>();
    for (Camera camera : listing.cameras()) {
      if (camera.enabled()) {
        try {
          DetectorChoice choice = detectors.of(camera);
          wanted.put(camera.id(), new Wanted(camera, credentials.of(camera), choice));
        } catch (ConfigException notInstalled) {
          refused.put(camera.id(), String.join("; ", notInstalled.problems()));
        }
      }
    }
    undetectable = Map.copyOf(refused);
    report(listing, refused);
    for (String camera : List.copyOf(running.keySet())) {
      if (!wanted.containsKey(camera) && !refusedFiles.contains(camera)) {
        LOG.info("camera removed or disabled camera={}", camera);
        stop(camera, true);
      }
    }
    for (Map.Entry<String, Wanted> entry : wanted.entrySet()) {
      Wanted before = running.get(entry.getKey());
      Wanted now = entry.getValue();
      if (now.equals(before)) {
        continue;
      }
      if (before != null) {
        LOG.info("camera changed camera={}", entry.getKey());
        stop(entry.getKey(), false);
      }
      running.put(entry.getKey(), now);
      runner.start(now);
    }
  }

  private void stop(String camera, boolean forGood) throws InterruptedException {
    running.remove(camera);
    runner.stop(camera, forGood);
  }

  /** Stops every camera, because the agent stops. */
  void stopAll() throws InterruptedException {
    for (String camera : List.copyOf(running.keySet())) {
      stop(camera, false);
    }
  }

  /** The files that cannot be used, by name without {@code .yaml}. */
  Set<String> refusedFiles() {
    return refusedFiles;
  }

  /** Of those, the cameras that name a detector that is not there, by id, with what to do. */
  Map<String, String> undetectable() {
    return undetectable;
  }

  private void report(CameraStore.Listing listing, Map<String, String> refused) {
    List<String> lines = new ArrayList<>(listing.refused());
    lines.addAll(refused.values());
    lines.stream()
        .filter(line -> !reported.contains(line))
        .forEach(line -> LOG.error("camera file refused message=\"{}\"", line));
    listing.warnings().stream()
        .filter(line -> !reported.contains(line))
        .forEach(line -> LOG.warn("camera file odd message=\"{}\"", line));
    lines.addAll(listing.warnings());
    reported = new TreeSet<>(lines);
    Set<String> files = new TreeSet<>(listing.refusedFiles());
    files.addAll(refused.keySet());
    refusedFiles = files;
  }
}
