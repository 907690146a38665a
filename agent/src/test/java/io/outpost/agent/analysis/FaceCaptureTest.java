package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.face;
import static io.outpost.agent.analysis.Pictures.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.FaceCaptured;
import io.outpost.agent.camera.Faces;
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
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceCaptureTest {
  private static final Faces FACES = new Faces(true, 20);

  private final CameraAnalysis analysis = new CameraAnalysis(camera(FACES));
  private final List<FaceCaptured> told = new ArrayList<>();
  private final List<Long> stills = new ArrayList<>();
  private long nowMicros;

  private final Stills taking =
      new FaceStillsOnly() {
        @Override
        public Still face(long mediaMicros, Box area) throws IOException {
          assertThat(mediaMicros).isEqualTo(nowMicros);
          stills.add(mediaMicros);
          return STILLS.face(mediaMicros, area);
        }
      };

  /** Whole pictures are not asked for while somebody is only looked at. */
  private interface FaceStillsOnly extends Stills {
    @Override
    default MarkedStill scene(long mediaMicros, Retouch retouch) {
      throw new AssertionError("a whole picture for a face that is not told");
    }
  }

  private void look(Detection... detections) {
    look(0.01, detections);
  }

  private void look(double sceneChange, Detection... detections) {
    keep(analysis.analyse(picture(nowMicros, sceneChange, List.of(detections)), taking));
    nowMicros += INTERVAL_MICROS;
  }

  private void keep(List<Observation> observations) {
    observations.forEach(observation -> told.add((FaceCaptured) observation));
  }

  private List<FaceCaptured> told(Phase phase) {
    return told.stream().filter(one -> one.phase() == phase).toList();
  }

  @Test
  void observe_personWalksUp_isToldOnceWithTheBestShot() {
    for (int i = 0; i < 30; i++) {
      double size = 22 + 2 * i;
      double frontality = i == 26 ? 0.95 : 0.5;
      look(face(box(100 + 10 * i, 150, size, size), 0.6, frontality));
    }
    for (int i = 0; i < 12; i++) {
      look();
    }
    assertThat(told(Phase.BEGAN)).hasSize(1);
    assertThat(told(Phase.ENDED)).hasSize(1);
    assertThat(told.get(0).phase()).isEqualTo(Phase.BEGAN);
    FaceCaptured captured = told.get(told.size() - 1);
    assertThat(captured.phase()).isEqualTo(Phase.ENDED);
    assertThat(told).extracting(FaceCaptured::track).containsOnly(1L);
    assertThat(captured.mediaMicros()).isEqualTo(26 * INTERVAL_MICROS);
    assertThat(captured.quality().frontality()).isEqualTo(0.95);
    assertThat(captured.score().total()).isBetween(0.5, 0.9);
    assertThat(captured.images()).extracting(Image::kind).containsExactly(Image.Kind.FACE);
    assertThat(new String(captured.images().get(0).jpeg(), java.nio.charset.StandardCharsets.UTF_8))
        .startsWith(String.valueOf(26 * INTERVAL_MICROS));
  }

  /** What the main stream was asked for; gives a still for each, or none. */
  private CameraAnalysis sharpened(List<AnalysedPicture> asked, boolean given) {
    return new CameraAnalysis(
        camera(FACES),
        Image.Stream.SUB,
        new SharperStills() {
          @Override
          public Optional<Image> face(AnalysedPicture analysed, Box area) {
            asked.add(analysed);
            Still still = new Still(new byte[] {1}, 300, 300);
            return Optional.of(
                    new Image(Image.Kind.FACE, Image.Stream.MAIN, Duration.ofMillis(20), still))
                .filter(any -> given);
          }

          @Override
          public List<Image> scene(AnalysedPicture analysed, Retouch retouch) {
            throw new AssertionError("nothing is kept of the analysed stream");
          }
        });
  }

  private List<Observation> walkUp(CameraAnalysis over) {
    List<Observation> all = new ArrayList<>();
    for (int i = 0; i < 42; i++) {
      double size = 22 + 2 * i;
      Detection[] seen =
          i < 30
              ? new Detection[] {face(box(100 + 10 * i, 150, size, size), 0.6, 0.3 + i / 50.0)}
              : new Detection[0];
      all.addAll(over.analyse(picture(i * INTERVAL_MICROS, List.of(seen)), STILLS));
    }
    return all;
  }

  @Test
  void observe_sharperStream_isAskedOnceForEachShotThatIsTold() {
    List<AnalysedPicture> asked = new ArrayList<>();

    List<FaceCaptured> all =
        walkUp(sharpened(asked, true)).stream().map(one -> (FaceCaptured) one).toList();

    assertThat(all).hasSizeGreaterThan(2);
    assertThat(asked)
        .extracting(AnalysedPicture::mediaMicros)
        .containsExactlyElementsOf(all.stream().map(FaceCaptured::mediaMicros).distinct().toList());
    FaceCaptured captured = all.get(all.size() - 1);
    Image image = captured.images().get(0);
    assertThat(image.stream()).isEqualTo(Image.Stream.MAIN);
    assertThat(image.still().width()).isEqualTo(300);
    assertThat(image.ahead()).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void observe_sharperStreamHasNone_keepsTheStillOfTheAnalysedPicture() {
    List<AnalysedPicture> asked = new ArrayList<>();

    List<Observation> all = walkUp(sharpened(asked, false));

    FaceCaptured captured = (FaceCaptured) all.get(all.size() - 1);
    assertThat(asked).hasSize(all.size());
    assertThat(captured.images()).extracting(Image::stream).containsExactly(Image.Stream.SUB);
    assertThat(captured.images().get(0).still().width()).isEqualTo(Pictures.WIDTH);
  }

  @Test
  void observe_personStays_theSharperStreamIsAskedWhileItStillHasThePicture() {
    List<AnalysedPicture> asked = new ArrayList<>();
    CameraAnalysis over = sharpened(asked, true);
    long askedAtMicros = -1;
    for (int i = 0; i < 360; i++) {
      Detection seen = face(box(300, 150, 60, 60), 0.6, i == 5 ? 0.9 : 0.5);
      over.analyse(picture(i * INTERVAL_MICROS, List.of(seen)), STILLS);
      askedAtMicros = asked.size() == 1 && askedAtMicros < 0 ? i * INTERVAL_MICROS : askedAtMicros;
    }

    FaceCaptured captured = (FaceCaptured) over.end().get(0);

    assertThat(captured.mediaMicros()).isEqualTo(5 * INTERVAL_MICROS);
    assertThat(asked).as("once for a shot").hasSize(1);
    assertThat(askedAtMicros - captured.mediaMicros())
        .isBetween(Passing.EARLY_MICROS / 2, Passing.SETTLED_MICROS + INTERVAL_MICROS);
    assertThat(captured.images()).extracting(Image::stream).containsExactly(Image.Stream.MAIN);
  }

  @Test
  void observe_betterShotAfterTheSharpOne_isAskedForToo() {
    List<AnalysedPicture> asked = new ArrayList<>();
    CameraAnalysis over = sharpened(asked, true);
    for (int i = 0; i < 60; i++) {
      double frontality = i == 40 ? 0.9 : 0.5;
      Detection seen = face(box(300, 150, 60, 60), 0.6, frontality);
      over.analyse(picture(i * INTERVAL_MICROS, List.of(seen)), STILLS);
    }
    over.end();

    assertThat(asked).hasSize(2);
    assertThat(asked.get(1).mediaMicros()).isEqualTo(40 * INTERVAL_MICROS);
  }

  @Test
  void observe_endless_asksForABoundedNumberOfStills() {
    for (int i = 0; i < 2000; i++) {
      look(face(box(200, 150, 20 + i / 10.0, 20 + i / 10.0), 0.01 + i / 2100.0, i / 2000.0));
    }
    assertThat(stills).hasSizeLessThanOrEqualTo(Passing.MAXIMUM_STILLS);
    keep(analysis.end());
    assertThat(told(Phase.BEGAN)).hasSize(1);
    assertThat(told(Phase.UPDATED)).hasSizeLessThan(10);
    assertThat(told(Phase.ENDED)).hasSize(1);
    assertThat(told(Phase.ENDED).get(0).quality().frontality()).isGreaterThan(0.65);
  }

  @Test
  void observe_faceCutByTheEdge_isNoShot() {
    for (int i = 0; i < 8; i++) {
      look(face(box(10, 150, 60, 60), 0.9, 0.9));
    }
    keep(analysis.end());
    assertThat(told).isEmpty();
    assertThat(stills).isEmpty();
  }

  @Test
  void observe_narrowerThanAsked_isNoShot() {
    for (int i = 0; i < 8; i++) {
      look(face(box(100, 150, 19, 19), 0.9, 0.9));
    }
    keep(analysis.end());
    assertThat(told).isEmpty();
  }

  @Test
  void observe_seenTwice_isNotToldOf() {
    look(face(box(100, 150, 40, 40), 0.9, 0.9));
    look(face(box(100, 150, 40, 40), 0.9, 0.9));
    for (int i = 0; i < 12; i++) {
      look();
    }
    keep(analysis.end());
    assertThat(told).isEmpty();
  }

  @Test
  void observe_hardCutToAnotherFaceAtTheSamePlace_isTwoPassings() {
    for (int i = 0; i < 16; i++) {
      look(i == 8 ? 0.09 : 0.02, face(box(300, 100, 60, 60), 0.8, 0.8));
    }
    assertThat(told(Phase.ENDED)).hasSize(1);
    assertThat(told(Phase.ENDED).get(0).mediaMicros()).isLessThan(8 * INTERVAL_MICROS);
    keep(analysis.end());
    assertThat(told(Phase.ENDED)).extracting(FaceCaptured::track).containsExactly(1L, 2L);
  }

  @Test
  void observe_handBeforeTheFaceForASecond_isOnePassing() {
    for (int i = 0; i < 20; i++) {
      if (i >= 7 && i < 13) {
        look();
      } else {
        look(face(box(300, 100, 60, 60), 0.8, 0.8));
      }
    }
    keep(analysis.end());
    assertThat(told(Phase.ENDED)).hasSize(1);
  }

  @Test
  void observe_severalPeople_areToldInTheOrderOfTheirTracks() {
    for (int i = 0; i < 10; i++) {
      look(
          face(box(100 + 4 * i, 100, 40, 40), 0.8, 0.8),
          face(box(300 - 4 * i, 220, 50, 50), 0.8, 0.8),
          face(box(500, 300, 30, 30), 0.8, 0.8));
    }
    keep(analysis.end());
    assertThat(told(Phase.BEGAN)).extracting(FaceCaptured::track).containsExactly(1L, 2L, 3L);
    assertThat(told(Phase.ENDED)).extracting(FaceCaptured::track).containsExactly(1L, 2L, 3L);
  }

  @Test
  void observe_workerGone_tellsWithoutImageAndCounts() {
    FaceStillsOnly gone =
        new FaceStillsOnly() {
          @Override
          public Still face(long mediaMicros, Box area) throws IOException {
            throw new IOException("worker ended");
          }
        };
    for (int i = 0; i < 5; i++) {
      Detection seen = face(box(300, 100, 60, 60), 0.8, 0.8);
      analysis.analyse(picture(i * INTERVAL_MICROS, List.of(seen)), gone);
    }
    keep(analysis.end());
    assertThat(told).hasSize(1);
    assertThat(told.get(0).images()).isEmpty();
    assertThat(analysis.stillsMissed()).isEqualTo(3);
  }

  @Test
  void observe_facesNotAskedFor_tellsNothing() {
    CameraAnalysis off = new CameraAnalysis(camera(Faces.DISABLED));
    for (int i = 0; i < 5; i++) {
      Detection seen = face(box(300, 100, 60, 60), 0.8, 0.8);
      assertThat(off.analyse(picture(i * INTERVAL_MICROS, List.of(seen)), STILLS)).isEmpty();
    }
    assertThat(off.end()).isEmpty();
  }

  @Test
  void observe_goodFace_isToldWithinTwoSeconds() {
    for (int i = 0; told.isEmpty() && i < 30; i++) {
      look(face(box(300, 100, 60, 60), 0.8, 0.8));
    }
    assertThat(nowMicros).isLessThanOrEqualTo(2_000_000);
    assertThat(told).extracting(FaceCaptured::phase).containsExactly(Phase.BEGAN);
    assertThat(told.get(0).images()).hasSize(1);
  }

  /** Measured widths differ by a hundredth and more though nothing has changed. */
  @Test
  void observe_personComesAndStands_theBestShotIsFromTheEndAndCostsFewStills() {
    Random random = new Random(11);
    int seconds = 60;
    for (int i = 0; i < seconds * 1_000_000L / INTERVAL_MICROS; i++) {
      double size = Math.min(60, 30 + 3 * i) * (1 + 0.005 * random.nextGaussian());
      look(face(box(300, 150, size, size), 0.6, 0.9));
      if (nowMicros == 24 * INTERVAL_MICROS) {
        assertThat(stills.get(stills.size() - 1)).isGreaterThan(18 * INTERVAL_MICROS);
      }
    }
    assertThat(stills).hasSizeLessThan(50);
    assertThat(stills.get(stills.size() - 1)).isLessThan(seconds * 1_000_000L / 2);
  }

  @Test
  void observe_overBeforeTheFirstEventWasDue_isToldByItsEndAlone() {
    for (int i = 0; i < 5; i++) {
      look(face(box(300, 100, 60, 60), 0.8, 0.8));
    }
    assertThat(told).isEmpty();
    keep(analysis.end());
    assertThat(told).extracting(FaceCaptured::phase).containsExactly(Phase.ENDED);
  }

  @Test
  void observe_muchBetterShot_isToldAsUpdateWithItsOwnImage() {
    for (int i = 0; i < 40; i++) {
      look(face(box(300, 100, 60, 60), 0.5, i == 20 ? 0.9 : 0.2));
    }
    keep(analysis.end());
    assertThat(told)
        .extracting(FaceCaptured::phase)
        .containsExactly(Phase.BEGAN, Phase.UPDATED, Phase.ENDED);
    FaceCaptured updated = told.get(1);
    assertThat(updated.mediaMicros()).isEqualTo(20 * INTERVAL_MICROS);
    assertThat(updated.score().total())
        .isGreaterThan(told.get(0).score().total() + Passing.WORTH_TELLING);
    assertThat(text(updated)).startsWith(String.valueOf(20 * INTERVAL_MICROS));
    assertThat(text(told.get(2))).isEqualTo(text(updated));
  }

  private static String text(FaceCaptured captured) {
    assertThat(captured.images()).hasSize(1);
    return new String(captured.images().get(0).jpeg(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void observe_faceTurnsFromProfileToTheCamera_isOnePassingToldAnew() {
    for (int i = 0; i < 24; i++) {
      look(face(box(100 + 8 * i, 100, 50, 50), 0.5, Math.max(0, i - 8) / 16.0));
    }
    keep(analysis.end());
    assertThat(told(Phase.UPDATED)).isNotEmpty();
    assertThat(told(Phase.ENDED)).hasSize(1);
    assertThat(told(Phase.ENDED).get(0).quality().frontality()).isGreaterThan(0.65);
  }

  @Test
  void observe_littleBetterShots_areNotToldBeforeTheEnd() {
    for (int i = 0; i < 400; i++) {
      look(face(box(300, 100, 60, 60), 0.5 + i / 1000.0, 0.8));
    }
    assertThat(told).extracting(FaceCaptured::phase).containsExactly(Phase.BEGAN);
    keep(analysis.end());
    assertThat(told(Phase.ENDED).get(0).quality().sharpness()).isGreaterThan(0.6);
  }

  @Test
  void observe_everBetterShots_areToldEveryFewSecondsAtMost() {
    List<Long> updates = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int before = told(Phase.UPDATED).size();
      look(face(box(300, 180, 20 + 3 * i, 20 + 3 * i), 0.2 + i / 80.0, 0.8));
      if (told(Phase.UPDATED).size() > before) {
        updates.add(nowMicros);
      }
    }
    assertThat(updates).hasSizeBetween(2, 5);
    for (int i = 1; i < updates.size(); i++) {
      assertThat(updates.get(i) - updates.get(i - 1)).isGreaterThanOrEqualTo(Passing.UPDATE_MICROS);
    }
  }

  /**
   * Hidden for one and a half seconds.
   *
   * @param sizesPerSecond how fast he walks, in widths of his face
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 1.5, 2.5})
  void observe_hiddenForAMoment_isOnePassing(double sizesPerSecond) {
    Random random = new Random(5);
    for (int i = 0; i < 30; i++) {
      double seconds = i * INTERVAL_MICROS / 1e6;
      double x = 80 + 40 * sizesPerSecond * seconds + 1.2 * random.nextGaussian();
      double y = 100 + 1.2 * random.nextGaussian();
      Detection seen = face(box(x, y, 40, 40), 0.8, 0.8);
      boolean hidden = i >= 14 && i < 14 + 9; // From the last look to the next 1.67 s.
      look(hidden ? new Detection[0] : new Detection[] {seen});
    }
    keep(analysis.end());
    assertThat(told(Phase.ENDED)).hasSize(1);
  }

  @Test
  void observe_twoPassEachOtherAndOneIsHidden_areTwoPassings() {
    for (int i = 0; i < 40; i++) {
      double seconds = i * INTERVAL_MICROS / 1e6;
      Detection front = face(box(100 + 60 * seconds, 120, 50, 50), 0.8, 0.8);
      Detection behind = face(box(500 - 60 * seconds, 105, 40, 40), 0.8, 0.8);
      boolean hidden = Math.abs(front.box().centerX() - behind.box().centerX()) < 0.06;
      look(hidden ? new Detection[] {front} : new Detection[] {front, behind});
    }
    assertThat(told(Phase.ENDED)).isEmpty();
    keep(analysis.end());
    assertThat(told(Phase.ENDED)).extracting(FaceCaptured::track).containsExactly(1L, 2L);
  }

  @Test
  void observe_anotherFaceAsidesOfTheLostOne_isAnotherPassing() {
    for (int i = 0; i < 30; i++) {
      look(face(box(i < 12 ? 300 : 380, 100, 50, 50), 0.8, 0.8));
      if (i == 11) {
        nowMicros += 700_000;
      }
    }
    keep(analysis.end());
    assertThat(told(Phase.ENDED)).hasSize(2);
  }
}
