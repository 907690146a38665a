package io.outpost.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.OpenState;
import io.outpost.agent.analysis.OpenStay;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.event.OpenStateJson;
import io.outpost.agent.event.Versions;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.testing.SimulatedTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stood and had not begun when the agent ended, with the still of its entry. */
class OpenEventsTest {
  private static final Lane SHOULDER =
      new Lane(
          "shoulder",
          new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1))),
          Duration.ofHours(2),
          Set.of(ObjectClass.VEHICLE));
  private static final Camera CAMERA =
      CameraDraft.of(Observations.camera("yard")).lanes(List.of(SHOULDER)).build();

  @TempDir private Path folder;
  private final CameraAnalysis analysis = new CameraAnalysis(CAMERA);
  private final SimulatedTime time = new SimulatedTime(Observations.CAPTURED);
  private Outbox outbox;
  private OpenEvents events;

  @BeforeEach
  void remember() throws Exception {
    outbox = TestOutbox.open(folder, TestOutbox.settings(TestOutbox.SINK));
    OpenStay plain = AbandonedEventsTest.stay("a", false);
    OpenStay stay =
        new OpenStay(
            plain.lane(),
            plain.id(),
            plain.track(),
            plain.objectClass(),
            plain.began(),
            plain.presentAtStart(),
            plain.standing(),
            plain.before(),
            plain.last(),
            List.of(Observations.image(Image.Kind.SCENE, new byte[] {1, 2, 3})));
    outbox
        .remember("yard", OpenStateJson.write(new OpenState(List.of(stay), List.of()), CAMERA))
        .get(30, TimeUnit.SECONDS);
    events = open();
  }

  private OpenEvents open() {
    return open(outbox, analysis);
  }

  private OpenEvents open(Outbox disk, CameraAnalysis rules) {
    EventStore store =
        new EventStore(new EventFactory("box", Versions.UNKNOWN), disk, new CountDownLatch(1));
    return new OpenEvents(CAMERA, store, time, rules);
  }

  @AfterEach
  void close() throws IOException {
    outbox.close();
  }

  private List<Image> entry() {
    return analysis.open().stays().get(0).entry();
  }

  @Test
  void restore_stillIsThere_goesOnWithItAndKeepsIt() throws Exception {
    assertThat(events.restore()).isEmpty();
    assertThat(entry()).hasSize(1);
    assertThat(entry().get(0).jpeg()).containsExactly(1, 2, 3);
    assertThat(entry().get(0).moment()).isEqualTo(Optional.of(Image.Moment.ENTRY));
    events.suspend();
    assertThat(TestOutbox.openStills(folder)).containsOnlyKeys("a/entry");
  }

  /** Nothing is stored in order, nor closed: what a killed agent leaves is what the disk has. */
  @Test
  void store_nothingIsTold_knowsTheStillAfterTenSecondsThoughTheAgentIsKilled() throws Exception {
    events.restore();
    outbox.remember("yard", OpenRecord.NONE).get(30, TimeUnit.SECONDS);
    events = open();
    time.advance(Duration.ofMillis(9_999));
    events.store(List.of(), any -> {});
    assertThat(TestOutbox.openStills(folder)).isEmpty();
    time.advance(Duration.ofMillis(1));
    events.store(List.of(), any -> {});

    Path killed = TestOutbox.copy(folder, folder.resolve("killed"));
    CameraAnalysis next = new CameraAnalysis(CAMERA);
    try (Outbox left = TestOutbox.open(killed, TestOutbox.settings(TestOutbox.SINK))) {
      assertThat(open(left, next).restore()).isEmpty();
    }
    assertThat(next.open().stays().get(0).entry())
        .extracting(Image::jpeg)
        .containsExactly(new byte[] {1, 2, 3});
  }

  @Test
  void restore_stillsCannotBeRead_goesOnWithout() throws Exception {
    outbox.close();
    assertThat(events.restore()).isEmpty();
    assertThat(analysis.open().stays()).hasSize(1);
    assertThat(entry()).isEmpty();
    outbox = TestOutbox.open(folder, TestOutbox.settings(TestOutbox.SINK));
  }

  @Test
  void restore_textCannotBeRead_isForgottenWithItsStills() throws Exception {
    outbox.remember("yard", new OpenRecord("{", outbox.stills("yard"))).get(30, TimeUnit.SECONDS);
    events = open();
    assertThat(events.restore()).isEmpty();
    assertThat(analysis.open().isEmpty()).isTrue();
    events.flush();
    assertThat(TestOutbox.openStills(folder)).isEmpty();
  }

  /** As when its file is removed while the agent runs. */
  @Test
  void suspend_cameraDoesNotComeBack_leavesNothing() throws Exception {
    events.restore();
    events.store(analysis.end(), any -> {});
    events.suspend();
    assertThat(outbox.remembered("yard")).isEmpty();
    assertThat(TestOutbox.openStills(folder)).isEmpty();
  }
}
