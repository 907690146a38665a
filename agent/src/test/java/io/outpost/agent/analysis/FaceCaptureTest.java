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
import io.outpost.agent.vision.Still;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaceCaptureTest {
  private static final Faces FACES = new Faces(true, 20);

  private final CameraAnalysis analysis = new CameraAnalysis(camera(FACES));
  private final List<FaceCaptured> told = new ArrayList<>();
  private final List<Long> stills = new ArrayList<>();
  private long nowMicros;

  private Still take(long mediaMicros, Optional<Box> area) throws IOException {
    assertThat(mediaMicros).isEqualTo(nowMicros);
    stills.add(mediaMicros);
    return STILLS.take(mediaMicros, area);
  }

  private void look(Detection... detections) {
    look(0.01, detections);
  }

  private void look(double sceneChange, Detection... detections) {
    keep(analysis.analyse(picture(nowMicros, sceneChange, List.of(detections)), this::take));
    nowMicros += INTERVAL_MICROS;
  }

  private void keep(List<Observation> observations) {
    observations.forEach(observation -> told.add((FaceCaptured) observation));
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
    assertThat(told).hasSize(1);
    FaceCaptured captured = told.get(0);
    assertThat(captured.phase()).isEqualTo(Phase.ENDED);
    assertThat(captured.mediaMicros()).isEqualTo(26 * INTERVAL_MICROS);
    assertThat(captured.quality().frontality()).isEqualTo(0.95);
    assertThat(captured.score().total()).isBetween(0.5, 0.9);
    assertThat(captured.images()).extracting(Image::kind).containsExactly(Image.Kind.FACE);
    assertThat(new String(captured.images().get(0).jpeg(), java.nio.charset.StandardCharsets.UTF_8))
        .startsWith(String.valueOf(26 * INTERVAL_MICROS));
    assertThat(stills).hasSizeLessThan(12);
  }

  /** What the main stream was asked for; gives a still for each, or none. */
  private CameraAnalysis sharpened(List<AnalysedPicture> asked, boolean given) {
    return new CameraAnalysis(
        camera(FACES),
        Image.Stream.SUB,
        (kind, analysed, area) -> {
          assertThat(kind).isEqualTo(Image.Kind.FACE);
          assertThat(area).isPresent();
          asked.add(analysed);
          return given
              ? Optional.of(
                  new Image(
                      kind,
                      Image.Stream.MAIN,
                      Duration.ofMillis(20),
                      new Still(new byte[] {1}, 300, 300)))
              : Optional.empty();
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
  void observe_sharperStream_isAskedOnceForTheShotThatIsTold() {
    List<AnalysedPicture> asked = new ArrayList<>();

    FaceCaptured captured = (FaceCaptured) walkUp(sharpened(asked, true)).get(0);

    assertThat(asked)
        .extracting(AnalysedPicture::mediaMicros)
        .containsExactly(captured.mediaMicros());
    Image image = captured.images().get(0);
    assertThat(image.stream()).isEqualTo(Image.Stream.MAIN);
    assertThat(image.still().width()).isEqualTo(300);
    assertThat(image.ahead()).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void observe_sharperStreamHasNone_keepsTheStillOfTheAnalysedPicture() {
    List<AnalysedPicture> asked = new ArrayList<>();

    FaceCaptured captured = (FaceCaptured) walkUp(sharpened(asked, false)).get(0);

    assertThat(asked).hasSize(1);
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
        .isBetween(FaceCapture.SETTLED_MICROS, FaceCapture.SETTLED_MICROS + INTERVAL_MICROS);
    assertThat(captured.images()).extracting(Image::stream).containsExactly(Image.Stream.MAIN);
  }

  @Test
  void observe_betterShotAfterTheSharpOne_isAskedForToo() {
    List<AnalysedPicture> asked = new ArrayList<>();
    CameraAnalysis over = sharpened(asked, true);
    for (int i = 0; i < 60; i++) {
      double frontality = i < 40 ? 0.5 : 0.9;
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
    assertThat(stills).hasSizeLessThanOrEqualTo(FaceCapture.MAXIMUM_STILLS);
    keep(analysis.end());
    assertThat(told).hasSize(1);
    assertThat(told.get(0).quality().frontality()).isGreaterThan(0.85);
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
    assertThat(told).hasSize(1);
    assertThat(told.get(0).mediaMicros()).isLessThan(8 * INTERVAL_MICROS);
    keep(analysis.end());
    assertThat(told).extracting(FaceCaptured::track).containsExactly(1L, 2L);
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
    assertThat(told).hasSize(1);
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
    assertThat(told).extracting(FaceCaptured::track).containsExactly(1L, 2L, 3L);
  }

  @Test
  void observe_workerGone_tellsWithoutImageAndCounts() {
    Stills gone =
        (mediaMicros, area) -> {
          throw new IOException("worker ended");
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
}
