package io.outpost.agent.store;

import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.analysis.HourBreak.Kind;
import io.outpost.agent.analysis.HourPictures;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.SyntheticHour;
import io.outpost.agent.analysis.View;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Versions;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.testing.SimulatedTime;
import io.outpost.agent.vision.Analysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Watches an hour as a camera's line does, with an outbox on the disk that outlives the agent. */
final class WatchedHour implements HourPictures.Watcher, AutoCloseable {
  private final SyntheticHour hour;
  private final Camera camera;
  private final Path folder;
  private final SimulatedTime time = new SimulatedTime(SyntheticHour.START);
  private final List<Observation> told = new ArrayList<>();
  private Outbox outbox;
  private CameraAnalysis analysis;
  private OpenEvents open;

  WatchedHour(SyntheticHour hour, Path folder) throws IOException {
    this.hour = hour;
    this.camera = hour.camera();
    this.folder = folder;
    this.outbox = TestOutbox.open(folder, TestOutbox.settings(TestOutbox.SINK));
    this.analysis = hour.analysis();
    this.open = open();
  }

  private OpenEvents open() {
    EventStore store =
        new EventStore(new EventFactory("hour", Versions.UNKNOWN), outbox, new CountDownLatch(1));
    return new OpenEvents(camera, store, time, analysis);
  }

  /** What was stored. */
  List<Observation> told() {
    return told;
  }

  @Override
  public void seen(Analysis batch) {
    if (!batch.pictures().isEmpty()) {
      forward(batch.pictures().get(batch.pictures().size() - 1).captureTime().instant());
    }
    store(analysis.analyse(batch, SyntheticHour.STILLS));
  }

  @Override
  public void away(Kind kind, Instant now) {
    forward(now);
    if (kind != Kind.KILL) {
      interrupted();
    }
    if (kind == Kind.STOP) {
      suspend();
    }
    if (kind == Kind.STOP || kind == Kind.KILL) {
      restart();
    }
  }

  /** Until then the agent has tried to connect once more, and was started anew if it was killed. */
  @Override
  public void back(Instant now) {
    forward(now);
    interrupted();
  }

  @Override
  public void turned(View view) {
    interrupted();
    analysis.turn(view);
  }

  private void interrupted() {
    List<Observation> ends = new ArrayList<>(analysis.interrupt());
    ends.addAll(analysis.giveUp(time.now()));
    store(ends);
  }

  private void restart() {
    try {
      outbox.close();
      outbox = TestOutbox.open(folder, TestOutbox.settings(TestOutbox.SINK));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    analysis = hour.analysis();
    open = open();
    store(open.restore());
  }

  private void forward(Instant now) {
    Duration ahead = Duration.between(time.now(), now);
    if (!ahead.isNegative()) {
      time.advance(ahead);
    }
  }

  private void store(List<Observation> observations) {
    try {
      open.store(observations, told::add);
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  private void suspend() {
    try {
      open.suspend();
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  /** The hour is over. */
  void end() {
    store(analysis.end());
  }

  @Override
  public void close() throws IOException {
    outbox.close();
  }
}
