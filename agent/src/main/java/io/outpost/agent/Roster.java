package io.outpost.agent;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.Credentials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    /**
     * @param credentials what the camera is asked with
     */
    void start(Camera camera, Optional<Credentials> credentials);

    /**
     * @param forGood whether it is not to be started again, as far as is known: what is open of it
     *     is over
     */
    void stop(String camera, boolean forGood) throws InterruptedException;
  }

  private final CameraStore store;
  private final StoredCredentials credentials;
  private final Runner runner;
  private final Map<String, Wanted> running = new LinkedHashMap<>();
  private Set<String> refusedFiles = Set.of();
  private Set<String> reported = Set.of();

  /** What decides how a camera is pulled. */
  private record Wanted(Camera camera, Optional<Credentials> credentials) {}

  Roster(CameraStore store, StoredCredentials credentials, Runner runner) {
    this.store = store;
    this.credentials = credentials;
    this.runner = runner;
  }

  /** Reads the folder and acts on what changed. */
  void refresh() throws IOException, InterruptedException {
    CameraStore.Listing listing = store.list();
    credentials.refresh();
    report(listing);
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    for (Camera camera : listing.cameras()) {
      if (camera.enabled()) {
        wanted.put(camera.id(), new Wanted(camera, credentials.of(camera)));
      }
    }
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
      runner.start(now.camera(), now.credentials());
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

  private void report(CameraStore.Listing listing) {
    List<String> lines = new ArrayList<>(listing.refused());
    lines.stream()
        .filter(line -> !reported.contains(line))
        .forEach(line -> LOG.error("camera file refused message=\"{}\"", line));
    listing.warnings().stream()
        .filter(line -> !reported.contains(line))
        .forEach(line -> LOG.warn("camera file odd message=\"{}\"", line));
    lines.addAll(listing.warnings());
    reported = new TreeSet<>(lines);
    refusedFiles = listing.refusedFiles();
  }
}
