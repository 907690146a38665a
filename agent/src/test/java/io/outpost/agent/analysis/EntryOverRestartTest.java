package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.picture;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Image.Moment;
import io.outpost.agent.analysis.Image.Stream;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.event.OpenStateJson;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.MarkedStill;
import io.outpost.agent.vision.Retouch;
import io.outpost.agent.vision.Still;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The still of the entry of what stands in a lane, when the agent ends before it is told. */
class EntryOverRestartTest {
  private static final List<Detection> CAR = List.of(vehicle(box(300, 230, 120, 60)));
  private static final List<Detection> NOBODY = List.of();

  private Camera camera = camera(Faces.DISABLED, lane("d", 218, 296, Duration.ofSeconds(30)));
  private final List<LaneOccupied> told = new ArrayList<>();
  private final List<Long> asked = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private CameraAnalysis analysis = begin();
  private OpenRecord disk = OpenRecord.NONE;
  private int stillBytes = 100;
  private long mediaMicros;

  private void use(Lane lane) {
    camera = camera(Faces.DISABLED, lane);
    analysis = begin();
  }

  private CameraAnalysis begin() {
    return new CameraAnalysis(camera, Stream.SUB, SharperStills.NONE, this::earlier);
  }

  private List<Image> earlier(AnalysedPicture moment, Retouch retouch) {
    asked.add(moment.mediaMicros());
    byte[] jpeg = new byte[stillBytes];
    byte[] text = ("entry " + moment.mediaMicros()).getBytes(UTF_8);
    System.arraycopy(text, 0, jpeg, 0, text.length);
    Still still = new Still(jpeg, 640, 360, retouch.blur().isPresent());
    return Image.scenes(
        Stream.SUB, Duration.ZERO, new MarkedStill(still, retouch.marks().map(marks -> still)));
  }

  private void look(int pictures, List<Detection> seen) {
    for (int i = 0; i < pictures; i++) {
      analysis
          .analyse(picture(mediaMicros, seen), STILLS)
          .forEach(one -> told.add((LaneOccupied) one));
      mediaMicros += INTERVAL_MICROS;
    }
  }

  /** As every few seconds, and with each event. */
  private void remember() {
    disk = OpenStateJson.write(analysis.open(), camera);
  }

  /** Another agent, after what was remembered last. */
  private void restart() throws IOException {
    analysis = begin();
    analysis.restore(OpenStateJson.read(disk, camera, lost::add));
  }

  private void stopInOrder() throws IOException {
    analysis.interrupt();
    analysis.suspend();
    remember();
    restart();
  }

  private static List<Image> entry(LaneOccupied began) {
    return began.images().stream()
        .filter(image -> image.moment().equals(Optional.of(Moment.ENTRY)))
        .toList();
  }

  @Test
  void killed_beforeTheThreshold_isToldWithTheStillThatWasTaken() throws IOException {
    look(14, NOBODY);
    look(70, CAR);
    remember();
    assertThat(asked).containsExactly(14 * INTERVAL_MICROS);
    look(3, CAR);
    restart();
    look(130, CAR);

    LaneOccupied began = told.get(0);
    assertThat(began.phase()).isEqualTo(Phase.BEGAN);
    assertThat(entry(began)).extracting(Image::marked).containsExactly(false, true);
    assertThat(entry(began)).allMatch(image -> image.still().facesBlurred());
    assertThat(entry(began)).extracting(Image::stream).containsOnly(Stream.SUB);
    assertThat(entry(began).get(0).jpeg())
        .asString(UTF_8)
        .startsWith("entry " + 14 * INTERVAL_MICROS);
    // That is the picture in which it came in.
    long entered = began.mediaMicros() - began.dwell().toNanos() / 1000;
    assertThat(entered).isEqualTo(14 * INTERVAL_MICROS);
    assertThat(asked).hasSize(1);
    assertThat(lost).isEmpty();
  }

  @Test
  void began_isNotRememberedAnyMore() throws IOException {
    look(70, CAR);
    remember();
    assertThat(disk.stills()).hasSize(2);
    restart();
    look(140, CAR);
    assertThat(told).hasSize(1);
    remember();
    assertThat(disk.stills()).isEmpty();
    assertThat(analysis.open().stays().get(0).entry()).isEmpty();
  }

  @Test
  void left_beforeTheThreshold_isNotRememberedAnyMore() throws IOException {
    look(70, CAR);
    remember();
    restart();
    look(60, NOBODY);
    remember();
    assertThat(disk).isEqualTo(OpenRecord.NONE);
    assertThat(told).isEmpty();
  }

  @Test
  void restartedSeveralTimes_keepsTheStillOfItsEntry() throws IOException {
    look(70, CAR);
    for (int i = 0; i < 4; i++) {
      remember();
      restart();
      look(12, CAR);
    }
    look(80, CAR);
    assertThat(entry(told.get(0))).hasSize(2);
    assertThat(asked).containsExactly(0L);
  }

  /** Nothing is to be written for what is told, or gone, a moment later. */
  @Test
  void standsForLessThanAPace_isNotRememberedWhileTheAgentRuns() {
    look(14, NOBODY);
    look(55, CAR);
    remember();
    assertThat(disk).isEqualTo(OpenRecord.NONE);
  }

  @Test
  void stoppedInOrder_whileItHasStoodForAMoment_takesTheStillThen() throws IOException {
    look(14, NOBODY);
    look(25, CAR);
    assertThat(asked).isEmpty();
    stopInOrder();
    assertThat(asked).containsExactly(14 * INTERVAL_MICROS);
    look(160, CAR);
    assertThat(told).hasSize(1);
    assertThat(entry(told.get(0))).hasSize(2);
    assertThat(told.get(0).mark().orElseThrow().presentAtStart()).isFalse();
    assertThat(told.get(0).mark().orElseThrow().id()).startsWith("d-" + 14 * INTERVAL_MICROS);
    assertThat(asked).hasSize(1);
  }

  @Test
  void stoppedInOrder_whileVehiclesPass_takesNoStill() throws IOException {
    look(14, NOBODY);
    for (int i = 0; i < 6; i++) {
      look(1, List.of(vehicle(box(100 + 50 * i, 230, 120, 60))));
    }
    stopInOrder();
    assertThat(asked).isEmpty();
    assertThat(disk).isEqualTo(OpenRecord.NONE);
  }

  /** A lane in which nothing that stands counts. */
  @Test
  void stoppedInOrder_whatDoesNotCount_takesNoStill() throws IOException {
    use(
        lane("d", 218, 296, Duration.ofSeconds(30))
            .under(new LaneTerms(Optional.empty(), Motion.MOVING)));
    look(40, CAR);
    stopInOrder();
    assertThat(asked).isEmpty();
    assertThat(disk.stills()).isEmpty();
  }

  @Test
  void stillIsDamaged_goesOnWithoutIt() throws IOException {
    look(70, CAR);
    remember();
    disk = OpenRecord.of(disk.text());
    restart();
    look(140, CAR);
    assertThat(told).hasSize(1);
    assertThat(entry(told.get(0))).isEmpty();
    assertThat(told.get(0).images()).isNotEmpty();
    assertThat(lost).hasSize(1);
  }

  /** What came from the disk is held as what was taken is. */
  @Test
  void restored_countsAsHeld() throws IOException {
    stillBytes = (int) LaneStills.MAX_KEPT_BYTES;
    look(70, CAR);
    remember();
    restart();
    Box other = box(500, 230, 120, 60);
    look(60, List.of(CAR.get(0), vehicle(other)));
    assertThat(asked).containsExactly(0L);
    look(60, List.of(vehicle(other)));
    assertThat(asked).hasSize(2); // When the first has left, there is room.
  }

  /** Names are all that holds text and stills together. */
  @Test
  void remembered_everyStill_hasANameOfItsOwn() {
    List<Detection> row =
        List.of(CAR.get(0), vehicle(box(500, 240, 120, 60)), vehicle(box(120, 240, 120, 60)));
    look(70, row);
    remember();
    assertThat(disk.stills()).hasSize(6);
    assertThat(disk.stills().entrySet().stream().map(Map.Entry::getKey))
        .allMatch(name -> name.startsWith("d-"));
  }
}
