package io.outpost.agent;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    void start(Camera camera);

    void stop(String camera) throws InterruptedException;
  }

  private final CameraStore store;
  private final Runner runner;
  private final Map<String, Camera> running = new LinkedHashMap<>();
  private Set<String> reported = Set.of();

  Roster(CameraStore store, Runner runner) {
    this.store = store;
    this.runner = runner;
  }

  /** Reads the folder and acts on what changed. */
  void refresh() throws IOException, InterruptedException {
    CameraStore.Listing listing = store.list();
    report(listing);
    Map<String, Camera> wanted = new LinkedHashMap<>();
    listing.cameras().forEach(camera -> wanted.put(camera.id(), camera));
    for (Camera camera : List.copyOf(running.values())) {
      if (!wanted.containsKey(camera.id()) && !refused(camera.id(), listing)) {
        LOG.info("camera removed camera={}", camera.id());
        stop(camera.id());
      }
    }
    for (Camera camera : wanted.values()) {
      Camera before = running.get(camera.id());
      if (camera.equals(before)) {
        continue;
      }
      if (before != null) {
        LOG.info("camera changed camera={}", camera.id());
        stop(camera.id());
      }
      running.put(camera.id(), camera);
      runner.start(camera);
    }
  }

  private void stop(String camera) throws InterruptedException {
    running.remove(camera);
    runner.stop(camera);
  }

  /** Stops every camera. */
  void stopAll() throws InterruptedException {
    for (String camera : List.copyOf(running.keySet())) {
      stop(camera);
    }
  }

  /** Whether the camera's own file is there but cannot be used. */
  private static boolean refused(String camera, CameraStore.Listing listing) {
    return listing.refused().stream().anyMatch(line -> line.contains("/" + camera + ".yaml:"));
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
  }
}
