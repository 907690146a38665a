package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.face;
import static io.outpost.agent.analysis.Pictures.picture;
import static io.outpost.agent.camera.ObjectClass.FACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.FaceCaptured;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Clips;
import io.outpost.agent.camera.Evidence;
import io.outpost.agent.camera.Evidence.Moments;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.FaceBlur;
import io.outpost.agent.vision.MarkedStill;
import io.outpost.agent.vision.Retouch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The whole picture that goes with a face, and whose faces are not to be seen in it. */
class SceneOfFaceTest {
  private static final Detection ONE = face(box(300, 100, 60, 60), 0.8, 0.8);
  private static final Detection OTHER = face(box(500, 100, 40, 40), 0.6, 0.5);
  private static final Camera CAMERA = camera(new Faces(true, 20));

  private final List<Optional<FaceBlur>> ofMain = new ArrayList<>();
  private final List<Optional<FaceBlur>> ofKept = new ArrayList<>();
  private boolean mainIsThere;
  private boolean keptIsThere = true;

  private final SharperStills main =
      new SharperStills() {
        @Override
        public Optional<Image> face(AnalysedPicture analysed, Box area) {
          return Optional.empty();
        }

        @Override
        public List<Image> scene(AnalysedPicture analysed, Retouch retouch) {
          ofMain.add(retouch.blur());
          return mainIsThere ? one(Image.Stream.MAIN, retouch) : List.of();
        }
      };

  private List<Image> kept(AnalysedPicture moment, Retouch retouch) {
    assertThat(retouch.marks()).isEmpty();
    ofKept.add(retouch.blur());
    return keptIsThere ? one(Image.Stream.SUB, retouch) : List.of();
  }

  private static List<Image> one(Image.Stream stream, Retouch retouch) {
    return Image.scenes(
        stream,
        Duration.ZERO,
        new MarkedStill(
            Pictures.still(stream.label(), retouch.blur().isPresent()), Optional.empty()));
  }

  /** The first shots are the best. */
  private List<FaceCaptured> watch(CameraAnalysis analysis, Detection... seen) {
    List<Observation> told = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      boolean clear = i < Track.MINIMUM_HITS;
      List<Detection> now =
          Stream.of(seen)
              .map(it -> new Detection(FACE, it.box(), clear ? it.score() : 0.6, it.face()))
              .toList();
      told.addAll(analysis.analyse(picture(i * INTERVAL_MICROS, now), STILLS));
    }
    told.addAll(analysis.end());
    return told.stream().map(FaceCaptured.class::cast).toList();
  }

  private CameraAnalysis analysis(Camera camera) {
    return new CameraAnalysis(camera, Image.Stream.SUB, main, this::kept);
  }

  private static List<String> images(FaceCaptured event) {
    return event.images().stream()
        .map(image -> image.kind().label() + " of " + image.stream().label())
        .toList();
  }

  @Test
  void images_twoPeople_haveEachASceneInWhichTheOtherIsBlurred() {
    List<FaceCaptured> told = watch(analysis(CAMERA), ONE, OTHER);

    assertThat(told).extracting(FaceCaptured::track).containsExactly(1L, 2L, 1L, 2L);
    assertThat(told)
        .allSatisfy(one -> assertThat(images(one)).containsExactly("face of sub", "scene of sub"))
        .allSatisfy(one -> assertThat(one.images().get(1).still().facesBlurred()).isTrue());
    assertThat(ofKept)
        .as("once for a shot")
        .containsExactly(
            Optional.of(new FaceBlur(Optional.of(ONE.box()), List.of(OTHER.box()))),
            Optional.of(new FaceBlur(Optional.of(OTHER.box()), List.of(ONE.box()))));
  }

  @Test
  void images_mainStreamHasIt_areOfThatAndNothingElseIsAsked() {
    mainIsThere = true;

    List<FaceCaptured> told = watch(analysis(CAMERA), ONE);

    assertThat(images(told.get(0))).containsExactly("face of sub", "scene of main");
    assertThat(ofMain)
        .containsExactly(Optional.of(FaceBlur.allBut(ONE.box(), picture(0, List.of()))));
    assertThat(ofKept).isEmpty();
  }

  @Test
  void images_sceneIsNotToBeHad_isCountedAndTheEventGoesWithout() {
    keptIsThere = false;
    CameraAnalysis analysis = analysis(CAMERA);

    List<FaceCaptured> told = watch(analysis, ONE);

    assertThat(told).allSatisfy(one -> assertThat(images(one)).containsExactly("face of sub"));
    assertThat(analysis.stillsMissed()).isEqualTo(1);
  }

  @Test
  void images_othersMayBeSeen_haveTheSceneAsItIs() {
    Camera open =
        CameraDraft.of(CAMERA).evidence(new Evidence(Moments.ALL, true, false, Clips.NONE)).build();

    List<FaceCaptured> told = watch(analysis(open), ONE, OTHER);

    assertThat(ofKept).containsOnly(Optional.empty());
    assertThat(told.get(0).images().get(1).still().facesBlurred()).isFalse();
  }

  @Test
  void images_sceneNotWanted_isNeverAskedFor() {
    List<FaceCaptured> told = watch(analysis(camera(new Faces(true, 20, false))), ONE);

    assertThat(images(told.get(0))).containsExactly("face of sub");
    assertThat(ofMain).isEmpty();
    assertThat(ofKept).isEmpty();
  }
}
