package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.gate.Region;
import io.outpost.agent.vision.DetectorPlan.FaceInput;
import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.wire.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lane in the lower half of the picture, two tiles for bodies and two for faces. */
class AttentionTest {
  private static final long LOOK_MICROS = 200_000;
  private static final PictureSize SIZE = new PictureSize(640, 360);
  private static final int LANE_TOP = 180;
  private static final List<Tile> BODIES =
      List.of(new Tile(0, 100, 400, 260), new Tile(240, 100, 400, 260));
  private static final List<Tile> FACES =
      List.of(new Tile(0, 0, 226, 226), new Tile(0, 0, 640, 640));

  private final DrawnScene scene = new DrawnScene();
  private final Attention attention = new Attention(scene);
  private long nowMicros;

  /** What the test says it is. */
  private static final class DrawnScene implements KnownScene {
    boolean known = true;
    List<Region> regions = List.of();
    final List<Candidate> found = new ArrayList<>();

    @Override
    public boolean known() {
      return known;
    }

    @Override
    public List<Region> regions() {
      return regions;
    }

    @Override
    public boolean standsByLane(Candidate body, double margin) {
      return body.bottom() + margin * body.height() >= LANE_TOP;
    }

    @Override
    public void found(Candidate candidate) {
      found.add(candidate);
    }

    /** In pixels. */
    void differs(double left, double top, double right, double bottom) {
      regions =
          List.of(
              new Region(
                  left / SIZE.width(),
                  top / SIZE.height(),
                  right / SIZE.width(),
                  bottom / SIZE.height(),
                  bottom > LANE_TOP));
    }
  }

  private static Candidate vehicle(double left, double bottom) {
    return new Candidate(
        Kind.KIND_VEHICLE, left, bottom - 50, left + 90, bottom, 0.8, false, new double[0]);
  }

  /** How many parts are looked at; empty when bodies are as before. */
  private Optional<Integer> bodies(Candidate... there) {
    nowMicros += LOOK_MICROS;
    Optional<List<Tile>> tiles = attention.forBodies(BODIES, SIZE, nowMicros);
    attention.end(
        List.of(), tiles.map(some -> some.isEmpty() ? List.of() : List.of(there)), nowMicros);
    return tiles.map(List::size);
  }

  /** The two tiles have had their turn in the round. */
  private void patrolled() {
    bodies();
    bodies();
  }

  @Test
  void forBodies_nothingDiffers_nothing() {
    patrolled();

    assertThat(bodies()).contains(0);
  }

  @Test
  void forBodies_differsBesideTheLane_nothing() {
    patrolled();
    scene.differs(100, 110, 200, 170);

    assertThat(bodies()).contains(0);
  }

  @Test
  void forBodies_differsOnTheLane_oneCropUntilTheAnswerIsKnown_thenEveryThirdLook() {
    patrolled();
    scene.differs(250, 200, 350, 260);
    int looks = 0;
    for (int i = 0; i < 34; i++) {
      looks += bodies().orElseThrow();
    }
    assertThat(looks).isEqualTo(4 + 30 / 3);
  }

  @Test
  void forBodies_standingVehicle_isAsBeforeAtTwoOfThreeLooks() {
    patrolled();
    scene.differs(250, 200, 350, 260);
    int asBefore = 0;
    for (int i = 0; i < 34; i++) {
      asBefore += bodies(vehicle(255, 255)).isEmpty() ? 1 : 0;
    }
    assertThat(asBefore).isEqualTo(20);
    assertThat(scene.found).isNotEmpty();
  }

  @Test
  void forBodies_vehicleThatHasLeftTheLane_isFollowedUntilItIsOutForCertain() {
    patrolled();
    scene.differs(250, 140, 350, 200);
    bodies(vehicle(255, 195));
    scene.differs(250, 110, 350, 176);

    assertThat(bodies(vehicle(255, 172))).contains(1);
    scene.regions = List.of();
    for (int i = 0; i < 4; i++) {
      assertThat(bodies()).contains(1);
    }
    for (int i = 0; i < 4; i++) {
      bodies();
    }
    assertThat(bodies()).contains(0);
  }

  @Test
  void forBodies_vehicleBesideTheLane_isNotRemembered() {
    patrolled();
    scene.differs(250, 110, 350, 190);
    bodies(vehicle(255, 150));
    scene.regions = List.of();

    assertThat(bodies()).contains(0);
  }

  @Test
  void unknownScene_everythingOnceASecond_andAroundFindsInBetween() {
    scene.known = false;
    scene.differs(0, 0, 640, 360);

    assertThat(bodies(vehicle(255, 255))).contains(2);
    for (int i = 0; i < 4; i++) {
      assertThat(bodies(vehicle(255, 255)).orElseThrow()).isLessThanOrEqualTo(1);
    }
    assertThat(bodies()).contains(2);
  }

  @Test
  void forFaces_smallPlace_notTheTileForFacesThatFillThePicture() {
    patrolled();
    scene.differs(100, 100, 130, 140);
    assertThat(attention.forFaces(FACES, FaceInput.BUILT_IN, SIZE, nowMicros)).hasSize(1);

    scene.differs(20, 20, 200, 220);
    assertThat(attention.forFaces(FACES, FaceInput.BUILT_IN, SIZE, nowMicros)).hasSize(2);
  }
}
