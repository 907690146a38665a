package io.outpost.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.OpenState;
import io.outpost.agent.analysis.OpenStay;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Clips;
import io.outpost.agent.camera.Evidence;
import io.outpost.agent.camera.Evidence.Moments;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Still;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Stills of entries that go with what is open. */
class EntryStillsJsonTest {
  private static final List<Image> ENTRY =
      List.of(image(new byte[] {1, 2}, false), image(new byte[] {3}, true));
  private static final OpenState OPEN = new OpenState(List.of(stay("a", ENTRY)), List.of());

  private final List<String> lost = new ArrayList<>();

  private static Image image(byte[] jpeg, boolean marked) {
    return new Image(
        Image.Kind.SCENE,
        Image.Stream.MAIN,
        Duration.ofNanos(-40_000_001),
        new Still(jpeg, 1920, 1080, true),
        Optional.of(Image.Moment.ENTRY),
        marked);
  }

  private static OpenStay stay(String id, List<Image> entry) {
    return new OpenStay(
        "shoulder",
        id,
        8,
        ObjectClass.VEHICLE,
        false,
        false,
        true,
        new OpenStay.Before(61_000_000, 0, 0, 12_345_678, OptionalLong.empty()),
        new OpenStay.Sight(
            7_000_001,
            new CaptureTime(
                Observations.CAPTURED, CaptureTime.Source.RTCP_SR, Duration.ofNanos(12_345)),
            new Box(0.1, 0.1, 0.2, 0.2),
            1920,
            1080),
        entry);
  }

  private static Lane lane(String id, double top) {
    return new Lane(
        id,
        new Polygon(List.of(new Point(0, top), new Point(1, top), new Point(1, 1))),
        Duration.ofMinutes(1),
        Set.of(ObjectClass.VEHICLE));
  }

  private static CameraDraft yard() {
    return CameraDraft.of(Observations.camera("yard")).lanes(List.of(lane("shoulder", 0.5)));
  }

  private OpenStay read(OpenRecord record, Camera now) throws IOException {
    return OpenStateJson.read(record, now, lost::add).stays().get(0);
  }

  private OpenStay readAs(Camera now) throws IOException {
    return read(OpenStateJson.write(OPEN, yard().build()), now);
  }

  @Test
  void read_whatWasWritten_isEqual() throws IOException {
    OpenRecord record = OpenStateJson.write(OPEN, yard().build());
    assertThat(record.stills()).containsOnlyKeys("a/entry", "a/entry-marked");
    assertThat(read(record, yard().build())).isEqualTo(OPEN.stays().get(0));
    assertThat(lost).isEmpty();
  }

  /** Stills of two stays are not mixed up, and one that has none gets none. */
  @Test
  void read_severalStays_eachHasItsOwn() throws IOException {
    List<Image> other = List.of(image(new byte[] {7}, false));
    OpenState three =
        new OpenState(List.of(stay("a", ENTRY), stay("b", List.of()), stay("c", other)), List.of());
    OpenRecord record = OpenStateJson.write(three, yard().build());
    assertThat(OpenStateJson.read(record, yard().build(), lost::add)).isEqualTo(three);
    assertThat(lost).isEmpty();
  }

  @Test
  void read_jpegIsMissing_goesOnWithoutAnyAndSaysWhy() throws IOException {
    OpenRecord record = OpenStateJson.write(OPEN, yard().build());
    OpenRecord damaged =
        new OpenRecord(record.text(), Map.of("a/entry", record.stills().get("a/entry")));
    assertThat(read(damaged, yard().build())).isEqualTo(stay("a", List.of()));
    assertThat(lost).containsExactly("stay a: \"a/entry-marked\" is not on the disk, or damaged");
  }

  @Test
  void read_ofAStreamThatIsNotKnown_goesOnWithoutAny() throws IOException {
    OpenRecord record = OpenStateJson.write(OPEN, yard().build());
    OpenRecord other =
        new OpenRecord(record.text().replace("\"main\"", "\"third\""), record.stills());
    assertThat(read(other, yard().build()).entry()).isEmpty();
    assertThat(lost).containsExactly("stay a: no such stream: \"third\"");
  }

  /** What is masked now was to be seen then. */
  @Test
  void read_maskedSince_goesOnWithoutAny() throws IOException {
    Camera masked = yard().masks(List.of(lane("any", 0.9).polygon())).build();
    assertThat(readAs(masked).entry()).isEmpty();
    assertThat(lost).hasSize(1).first().asString().contains("stay a: masks, evidence or lane");
  }

  @Test
  void read_facesAreBlurredSince_goesOnWithoutAny() throws IOException {
    Evidence plain = new Evidence(Moments.ALL, true, false, Clips.NONE);
    OpenRecord record = OpenStateJson.write(OPEN, yard().evidence(plain).build());
    assertThat(read(record, yard().build()).entry()).isEmpty();
    assertThat(lost).hasSize(1);
  }

  @Test
  void read_laneIsElsewhereSince_goesOnWithoutAny() throws IOException {
    assertThat(readAs(yard().lanes(List.of(lane("shoulder", 0.6))).build()).entry()).isEmpty();
    assertThat(lost).hasSize(1);
  }

  @Test
  void read_anotherLaneSince_hasThem() throws IOException {
    Camera more = yard().lanes(List.of(lane("shoulder", 0.5), lane("far", 0.3))).build();
    assertThat(readAs(more).entry()).isEqualTo(ENTRY);
    assertThat(lost).isEmpty();
  }

  /** As it was read before there were any. */
  @Test
  void read_textAlone_hasNoStillsAndDoesNotAskForThem() throws IOException {
    String text = OpenStateJson.write(OPEN, yard().build()).text();
    assertThat(OpenStateJson.read(text).stays()).containsExactly(stay("a", List.of()));
  }
}
