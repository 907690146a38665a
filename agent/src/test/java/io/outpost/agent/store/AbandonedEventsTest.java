package io.outpost.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.analysis.OpenQueue;
import io.outpost.agent.analysis.OpenState;
import io.outpost.agent.analysis.OpenStay;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.event.OpenStateJson;
import io.outpost.agent.event.Versions;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.QueuedEvent;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class AbandonedEventsTest {
  private static final CaptureTime SEEN =
      new CaptureTime(Observations.CAPTURED, CaptureTime.Source.RTCP_SR, Duration.ZERO);

  private static final Camera CAMERA = Observations.camera("gone");

  @TempDir private Path folder;
  private Outbox outbox;

  @BeforeEach
  void open() throws IOException {
    outbox = TestOutbox.open(folder, TestOutbox.settings(TestOutbox.SINK));
  }

  @AfterEach
  void close() throws IOException {
    outbox.close();
  }

  private void remember(String camera, OpenRecord open) throws Exception {
    outbox.remember(camera, open).get(30, TimeUnit.SECONDS);
  }

  private void end(String... there) throws Exception {
    EventStore store =
        new EventStore(new EventFactory("box", Versions.UNKNOWN), outbox, new CountDownLatch(1));
    new AbandonedEvents(store).end(Set.of(there));
  }

  private List<JsonNode> stored() throws IOException {
    List<JsonNode> stored = new ArrayList<>();
    for (QueuedEvent queued : outbox.peek(TestOutbox.SINK, 100)) {
      stored.add(new ObjectMapper().readTree(queued.event().json()));
    }
    return stored;
  }

  /** Open in the lane {@code shoulder}. */
  public static OpenStay stay(String id, boolean began) {
    return new OpenStay(
        "shoulder",
        id,
        8,
        ObjectClass.VEHICLE,
        began,
        false,
        true,
        new OpenStay.Before(61_000_000, 60_000_000, 5, 12_345_678, OptionalLong.empty()),
        new OpenStay.Sight(7_000_000, SEEN, new Box(0.3, 0.1, 0.2, 0.2), 1920, 1080),
        List.of());
  }

  private static OpenRecord open(OpenStay... stays) {
    return OpenStateJson.write(new OpenState(List.of(stays), List.of()), CAMERA);
  }

  @Test
  void end_cameraIsNoMore_endsWhatBeganAsItWasSeenLastAndOnce() throws Exception {
    OpenQueue queue =
        new OpenQueue("south", List.of("far", "near"), Duration.ofSeconds(90), 7, 7_000_000, SEEN);
    remember(
        "gone",
        OpenStateJson.write(
            new OpenState(List.of(stay("a", true), stay("b", false)), List.of(queue)), CAMERA));
    end("yard");
    end("yard");

    List<JsonNode> told = stored();
    assertThat(told)
        .extracting(event -> event.path("type").asText())
        .containsExactly("outpost.lane.occupied.v1", "outpost.congestion.noticed.v1");
    for (JsonNode event : told) {
      assertThat(event.path("source").asText()).endsWith("/gone");
      assertThat(event.path("time").asText()).startsWith("2026-11-25T08:15:30.25");
      assertThat(event.path("data").path("phase").asText()).isEqualTo("ended");
      assertThat(event.path("data").path("reason").asText()).isEqualTo("unwatched");
    }
    assertThat(told.get(0).path("data").path("stay").asText()).isEqualTo("a");
    assertThat(told.get(0).path("data").path("dwellSeconds").asDouble()).isEqualTo(61);
    assertThat(outbox.remembered("gone")).isEmpty();
  }

  @Test
  void end_cameraIsThere_leavesWhatItHasOpen() throws Exception {
    remember("yard", open(stay("a", true)));
    end("yard");
    assertThat(stored()).isEmpty();
    assertThat(outbox.remembered("yard")).isNotEmpty();
  }

  @Test
  void end_nothingHadBegun_isForgottenWithItsStills() throws Exception {
    remember(
        "gone", new OpenRecord(open(stay("a", false)).text(), Map.of("a/entry", new byte[1_000])));
    end();
    assertThat(stored()).isEmpty();
    assertThat(outbox.remembered("gone")).isEmpty();
    assertThat(TestOutbox.openStills(folder)).isEmpty();
  }

  @Test
  void end_notToBeRead_isForgotten() throws Exception {
    remember("gone", OpenRecord.of("{"));
    end();
    assertThat(stored()).isEmpty();
    assertThat(outbox.remembered("gone")).isEmpty();
  }
}
