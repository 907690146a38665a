package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Image.Moment;
import io.outpost.agent.analysis.OpenStay.Sight;
import io.outpost.agent.camera.Evidence;
import io.outpost.agent.camera.Evidence.Moments;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Marks;
import io.outpost.agent.vision.Retouch;
import java.util.List;
import java.util.Optional;

/**
 * The stills that are told of stays in one lane. Those of moments that have passed come from coded
 * pictures that are kept for some seconds, so that a body costs nothing before it is told of. Only
 * who stays for longer has the still of his entry taken beforehand, and it is held until he is told
 * of or leaves.
 */
final class LaneStills {
  /** Coded pictures are kept for ten seconds: the entry of who has stayed for so long is taken. */
  static final long KEEP_MICROS = 5_000_000;

  /** Where so much is held of one lane, the entry of who comes after is not taken beforehand. */
  static final long MAX_KEPT_BYTES = 1 << 20;

  private final Polygon zone;
  private final Evidence evidence;
  private final PassedScenes passed;

  LaneStills(Polygon zone, Evidence evidence, PassedScenes passed) {
    this.zone = zone;
    this.evidence = evidence;
    this.passed = passed;
  }

  /** Of the picture at hand. */
  List<Image> threshold(StillTaker taker, Box box) {
    return evidence.stills() == Moments.NONE
        ? List.of()
        : at(Moment.THRESHOLD, taker.scene(marks(box)));
  }

  /** Of the picture in which the body came into the lane. */
  List<Image> entry(Sight sight) {
    return passed(Moment.ENTRY, sight);
  }

  /** Of the last picture that showed it there. */
  List<Image> leaving(Sight sight) {
    return passed(Moment.LEAVING, sight);
  }

  private List<Image> passed(Moment moment, Sight sight) {
    if (!wanted()) {
      return List.of();
    }
    AnalysedPicture picture =
        new AnalysedPicture(
            sight.mediaMicros(),
            sight.captureTime(),
            sight.pictureWidth(),
            sight.pictureHeight(),
            0,
            List.of());
    Retouch retouch = Retouch.of(marks(sight.box()), evidence.blurFaces());
    return at(moment, passed.take(picture, retouch));
  }

  /** Whether stills of passed moments are asked for, and may be had. */
  boolean wanted() {
    return evidence.stills() == Moments.ALL && passed.kept();
  }

  private Optional<Marks> marks(Box box) {
    return evidence.marked() ? Optional.of(new Marks(zone, box)) : Optional.empty();
  }

  private static List<Image> at(Moment moment, List<Image> images) {
    return images.stream().map(image -> image.at(moment)).toList();
  }
}
