package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.face;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.picture;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.FaceCaptured;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Observation.Tampered;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Tamper;
import io.outpost.agent.view.Outline;
import io.outpost.agent.view.ViewLook;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A car stands in the lane all the time; what becomes of it where the camera's picture is spoilt.
 */
class TamperTest {
  private static final int CELLS = 800;
  private static final long LOOK = 200_000;
  private static final int LOOKS_A_VIEW = 10;
  private static final long SECOND = 1_000_000;

  /** Until the view is known. */
  private static final long KNOWN = 80 * SECOND;

  private static final Detection CAR = vehicle(box(300, 230, 120, 60));

  private final CameraAnalysis analysis =
      new CameraAnalysis(camera(new Faces(true, 20), lane("d", 218, 296)));

  private static Outline scene(long seed, int noiseSeed) {
    Random things = new Random(seed);
    Random noise = new Random(noiseSeed);
    byte[] levels = new byte[CELLS];
    byte[] details = new byte[CELLS];
    for (int cell = 0; cell < CELLS; cell++) {
      levels[cell] = (byte) (60 + things.nextInt(100) + noise.nextInt(3));
      details[cell] = (byte) (30 + things.nextInt(60) + noise.nextInt(3));
    }
    return new Outline(levels, details, 8);
  }

  /** From one time to another, as the camera sees it. */
  private record Stretch(long from, long to, boolean cloth, long seed) {
    Analysis all() {
      List<AnalysedPicture> pictures = new ArrayList<>();
      List<ViewLook> views = new ArrayList<>();
      for (long micros = from; micros < to; micros += LOOK) {
        AnalysedPicture one = picture(micros, List.of(CAR, face(box(500, 80, 40, 40), 0.8, 0.8)));
        pictures.add(one);
        if (micros / LOOK % LOOKS_A_VIEW == 0) {
          int noise = (int) (micros / LOOK);
          Outline outline =
              cloth ? new Outline(new byte[CELLS], new byte[CELLS], 0) : scene(seed, noise);
          views.add(new ViewLook(micros, one.captureTime(), outline));
        }
      }
      return new Analysis(pictures, List.of(), views, pictures.size(), 0);
    }
  }

  private static final List<Stretch> COVERED =
      List.of(
          new Stretch(0, KNOWN, false, 1),
          new Stretch(KNOWN, KNOWN + 30 * SECOND, true, 1),
          new Stretch(KNOWN + 30 * SECOND, KNOWN + 60 * SECOND, false, 1));

  private List<Observation> look(List<Stretch> stretches, int batch) {
    List<Observation> told = new ArrayList<>();
    for (Stretch stretch : stretches) {
      Analysis all = stretch.all();
      for (int from = 0; from < all.pictures().size(); from += batch) {
        int to = Math.min(all.pictures().size(), from + batch);
        List<AnalysedPicture> some = all.pictures().subList(from, to);
        long first = some.get(0).mediaMicros();
        long last = some.get(some.size() - 1).mediaMicros();
        List<ViewLook> views =
            all.views().stream()
                .filter(view -> view.mediaMicros() >= first && view.mediaMicros() <= last)
                .toList();
        told.addAll(analysis.analyse(new Analysis(some, List.of(), views, some.size(), 0), STILLS));
      }
    }
    return told;
  }

  private static List<String> names(List<Observation> told, Class<? extends Observation> type) {
    return told.stream()
        .filter(one -> type.isInstance(one) && one.phase() != Phase.UPDATED)
        .map(
            one ->
                one.phase().label()
                    + " "
                    + (one.captureTime().instant().toEpochMilli() / 1000)
                    + (one instanceof Tampered tampered ? " " + tampered.tamper().label() : ""))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 64})
  void analyse_covered_waitsForWhoStoodThere(int batch) {
    List<Observation> told = look(COVERED, batch);

    assertThat(names(told, Tampered.class)).containsExactly("began 80 black", "ended 110 black");
    assertThat(names(told, LaneOccupied.class))
        .as("who stands there before and after stood there all the time")
        .containsExactly("began 0");
    assertThat(analysis.tamper()).isEmpty();
  }

  @Test
  void analyse_howBatchesAreCut_makesNoDifference() {
    List<Observation> whole = look(COVERED, 1000);
    List<Observation> parts = new TamperTest().look(COVERED, 7);

    assertThat(parts).hasSameSizeAs(whole);
    assertThat(parts.toString().replaceAll("@[0-9a-f]+", ""))
        .isEqualTo(whole.toString().replaceAll("@[0-9a-f]+", ""));
  }

  @Test
  void analyse_covered_capturesNoFaceWhileItLasts() {
    look(COVERED.subList(0, 2), 5);

    assertThat(analysis.end()).noneMatch(FaceCaptured.class::isInstance);
  }

  @Test
  void analyse_moved_occupiesNoLaneButFollowsFaces() {
    List<Observation> told =
        look(
            List.of(
                new Stretch(0, KNOWN, false, 1), new Stretch(KNOWN, KNOWN + 30 * SECOND, false, 2)),
            5);

    assertThat(names(told, Tampered.class)).containsExactly("began 80 moved");
    assertThat(names(told, LaneOccupied.class)).containsExactly("began 0", "ended 89");
    assertThat(told)
        .filteredOn(one -> one instanceof LaneOccupied && one.phase() == Phase.ENDED)
        .extracting(one -> ((LaneOccupied) one).reason())
        .as("nobody saw it leave")
        .containsExactly(Optional.of(LaneEnd.UNWATCHED));
    assertThat(analysis.tamper()).isEqualTo(Optional.of(Tamper.MOVED));
    assertThat(analysis.end())
        .as("who was there before it moved is still followed")
        .anyMatch(FaceCaptured.class::isInstance)
        .noneMatch(LaneOccupied.class::isInstance);
  }

  @Test
  void analyse_movedAndMovedBack_tellsWhatStandsThereAsPresent() {
    List<Observation> told =
        look(
            List.of(
                new Stretch(0, KNOWN, false, 1),
                new Stretch(KNOWN, KNOWN + 30 * SECOND, false, 2),
                new Stretch(KNOWN + 30 * SECOND, KNOWN + 60 * SECOND, false, 1)),
            5);

    assertThat(names(told, Tampered.class)).containsExactly("began 80 moved", "ended 110 moved");
    assertThat(names(told, LaneOccupied.class)).containsExactly("began 0", "ended 89", "began 120");
    assertThat(told)
        .filteredOn(one -> one instanceof LaneOccupied && one.phase() == Phase.BEGAN)
        .extracting(one -> ((LaneOccupied) one).mark().orElseThrow().presentAtStart())
        .containsExactly(true, true);
  }

  @Test
  void end_streamBreaks_keepsWhatIsTheMatter() {
    look(COVERED.subList(0, 2), 5);
    analysis.end();

    List<Observation> told = look(List.of(new Stretch(0, 30 * SECOND, true, 1)), 5);

    assertThat(told).isEmpty();
    assertThat(analysis.tamper()).isPresent();
  }
}
