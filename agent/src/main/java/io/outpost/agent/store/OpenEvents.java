package io.outpost.agent.store;

import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.event.OpenStateJson;
import io.outpost.agent.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what a camera tells, and with it what is open of that, so that it goes on when the agent
 * comes back: with the events of a picture in one transaction, and now and then without one. Called
 * serially.
 */
public final class OpenEvents {
  private static final Logger LOG = LoggerFactory.getLogger(OpenEvents.class);

  /** So old may be what is known of a body that stands when the agent is killed. */
  private static final Duration PACE = Duration.ofSeconds(10);

  private final Camera camera;
  private final EventStore events;
  private final TimeSource time;
  private final CameraAnalysis analysis;
  private String written;
  private long writtenNanos;

  public OpenEvents(Camera camera, EventStore events, TimeSource time, CameraAnalysis analysis) {
    this.camera = camera;
    this.events = events;
    this.time = time;
    this.analysis = analysis;
    this.written = events.remembered(camera);
    this.writtenNanos = time.nanos();
  }

  /**
   * Has the analysis go on with what was open when the agent ended; before the first picture.
   *
   * @return what is over because its lane, or its group of lanes, is no more
   */
  public List<Observation> restore() {
    try {
      OpenRecord known =
          written.isEmpty() ? OpenRecord.NONE : new OpenRecord(written, events.stills(camera));
      return analysis.restore(OpenStateJson.read(known, camera, this::withoutStill));
    } catch (IOException unreadable) {
      LOG.warn(
          "what was open is not known any more camera={} message=\"{}\"; what stands in its lanes is"
              + " told anew",
          camera.id(),
          unreadable.getMessage());
      return List.of();
    }
  }

  private void withoutStill(String why) {
    LOG.warn(
        "the still of an entry is lost camera={} message=\"{}\"; the stay goes on without it",
        camera.id(),
        why);
  }

  /**
   * Stores what was observed, and what is open after it: all or nothing. Were an agent killed
   * between two of them, what began would have no end, or what ended would end once more.
   *
   * @param stored told of each when all are
   */
  public void store(List<Observation> observations, Consumer<Observation> stored)
      throws InterruptedException {
    if (!observations.isEmpty()) {
      events.store(camera, observations, open());
      observations.forEach(stored);
    } else if (time.nanos() - writtenNanos >= PACE.toNanos()) {
      flush();
    }
  }

  /**
   * The agent ends in order, or the camera begins anew: as {@link #flush}, with all it can take.
   */
  public void suspend() throws InterruptedException {
    analysis.suspend();
    flush();
  }

  /** Stores what is open, if that is something else than before. */
  void flush() throws InterruptedException {
    String before = written;
    OpenRecord now = open();
    if (!now.text().equals(before)) {
      events.remember(camera, now);
    }
  }

  private OpenRecord open() {
    OpenRecord open = OpenStateJson.write(analysis.open(), camera);
    written = open.text();
    writtenNanos = time.nanos();
    return open;
  }
}
