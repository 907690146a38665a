package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.wire.Quality;

/** Says how good a picture of a face is, and nothing else about it. */
final class FaceGrader {
  /** Faces are judged at about this width, so that a near one is not called soft for its size. */
  private static final int JUDGED_WIDTH = 48;

  private static final double UNKNOWN_FRONTALITY = 0.5;

  /** Of the box: hair and background stay out. */
  private static final double MARGIN = 0.1;

  /** Less on a side is nothing to judge by. */
  private static final int LEAST_PIXELS = 6;

  /** Where the nose lies on the way from the eyes to the mouth, looking straight ahead. */
  private static final double NOSE_HEIGHT = 0.5;

  /** And how far from there it may lie: faces differ, and small ones are measured badly. */
  private static final double NOSE_TOLERANCE = 0.2;

  /** So much farther, the face looks at the floor or at the sky. */
  private static final double NOSE_AWAY = 0.3;

  private FaceGrader() {}

  static Quality grade(Frame picture, Candidate face) {
    Quality.Builder quality =
        Quality.newBuilder()
            .setWidthPixels(face.width())
            .setFrontality(frontality(face.landmarks()));
    int left = (int) Math.max(0, face.left() + MARGIN * face.width());
    int top = (int) Math.max(0, face.top() + MARGIN * face.height());
    int right = (int) Math.min(picture.width(), face.right() - MARGIN * face.width());
    int bottom = (int) Math.min(picture.height(), face.bottom() - MARGIN * face.height());
    if (right - left < LEAST_PIXELS || bottom - top < LEAST_PIXELS) {
      return quality.build();
    }
    var area = new PixelArea(left, top, right - left, bottom - top);
    Luma luma = Luma.of(picture, area).shrink(area.width() / JUDGED_WIDTH);
    // The fewer pixels a face has, the steeper everything in it is from one to the next.
    double smallness = Math.min(1, Math.sqrt((double) luma.width() / JUDGED_WIDTH));
    return quality
        .setSharpness(smallness * FaceDetail.sharpness(luma))
        .setExposure(FaceDetail.exposure(luma, picture.fullRange()))
        .build();
  }

  /**
   * From the place of the nose between the eyes, between the ears or the corners of the mouth,
   * whichever the detector gives, and, where it gives the ears, between eyes and mouth: in the
   * middle of all, the face looks into the camera. Of a detector without landmarks every face may
   * look either way.
   */
  static double frontality(double[] landmarks) {
    if (landmarks.length == 0) {
      return UNKNOWN_FRONTALITY;
    }
    if (landmarks.length == 2 * YuNetDecoder.LANDMARKS) {
      double mouth = offCentre(landmarks, 2, 3, 4);
      return Math.max(0, 1 - 2 * Math.max(offCentre(landmarks, 2, 0, 1), mouth));
    }
    double eyes = offCentre(landmarks, 2, 0, 1);
    double ears = offCentre(landmarks, 2, 4, 5);
    double aside = Math.max(0, 1 - 2 * Math.max(eyes, ears * 0.8));
    return Math.min(aside, level(landmarks));
  }

  /** 1 for a face that is neither raised nor bowed, 0 for one that is so by far. */
  private static double level(double[] landmarks) {
    double eyesX = (landmarks[0] + landmarks[2]) / 2;
    double eyesY = (landmarks[1] + landmarks[3]) / 2;
    double dx = landmarks[6] - eyesX;
    double dy = landmarks[7] - eyesY;
    double length = dx * dx + dy * dy;
    if (length < 1) {
      return 0;
    }
    double nose = ((landmarks[4] - eyesX) * dx + (landmarks[5] - eyesY) * dy) / length;
    double off = Math.abs(nose - NOSE_HEIGHT) - NOSE_TOLERANCE;
    return Math.max(0, Math.min(1, 1 - off / NOSE_AWAY));
  }

  /**
   * How far a point is from the middle between two others, along the line between them, in its
   * lengths: 0 in the middle, 0.5 at one of them.
   */
  private static double offCentre(double[] landmarks, int point, int from, int to) {
    double dx = landmarks[2 * to] - landmarks[2 * from];
    double dy = landmarks[2 * to + 1] - landmarks[2 * from + 1];
    double length = dx * dx + dy * dy;
    if (length < 1) {
      return 0.5;
    }
    double px = landmarks[2 * point] - landmarks[2 * from];
    double py = landmarks[2 * point + 1] - landmarks[2 * from + 1];
    return Math.abs((px * dx + py * dy) / length - 0.5);
  }
}
