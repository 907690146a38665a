package io.outpost.agent.store;

import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.OpenState;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.event.OpenStateJson;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what cameras had open that are no more: whose file was removed, or that were disabled, while
 * they did not run. Whoever was told that something began is told that nobody looks any more.
 */
public final class AbandonedEvents {
  private static final Logger LOG = LoggerFactory.getLogger(AbandonedEvents.class);

  /** Nothing is read from it. */
  private static final Streams NO_STREAM = new Streams(URI.create("file:///"), Optional.empty());

  private final EventStore events;

  public AbandonedEvents(EventStore events) {
    this.events = events;
  }

  /**
   * Ends them, once each.
   *
   * @param there the cameras that run, or may run again as their files are
   */
  public void end(Set<String> there) throws InterruptedException {
    for (String id : new TreeSet<>(events.camerasWithOpen())) {
      if (!there.contains(id)) {
        end(new CameraDraft(id, NO_STREAM).build());
      }
    }
  }

  private void end(Camera camera) throws InterruptedException {
    List<Observation> ended = open(camera).ended();
    if (ended.isEmpty()) {
      events.remember(camera, OpenRecord.NONE);
    } else {
      events.store(camera, ended, OpenRecord.NONE);
    }
    LOG.info(
        "camera is no more, what it had open has ended camera={} events={}",
        camera.id(),
        ended.size());
  }

  private OpenState open(Camera camera) {
    try {
      return OpenStateJson.read(events.remembered(camera));
    } catch (IOException unreadable) {
      LOG.warn(
          "what was open is not known any more camera={} message=\"{}\"; it has no end",
          camera.id(),
          unreadable.getMessage());
      return OpenState.NONE;
    }
  }
}
