package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.wire.Quality;

/** Says how good a picture of a face is, and nothing else about it. */
final class FaceGrader {
  /** Faces are judged at about this width, so that a near one is not called soft for its size. */
  private static final int JUDGED_WIDTH = 48;

  /** Gradient against contrast of a face that is as sharp as pixels can show. */
  private static final double SHARPEST = 0.55;

  /** Luma variance below which there is nothing to judge by. */
  private static final double LEAST_CONTRAST = 30;

  private static final double UNKNOWN_FRONTALITY = 0.5;

  /** Of the box: hair and background stay out. */
  private static final double MARGIN = 0.1;

  private FaceGrader() {}

  static Quality grade(Frame picture, Candidate face) {
    return Quality.newBuilder()
        .setWidthPixels(face.width())
        .setSharpness(sharpness(picture, face))
        .setFrontality(frontality(face.landmarks()))
        .build();
  }

  /**
   * From the place of the nose between the eyes, and between the ears or the corners of the mouth,
   * whichever the detector gives: in the middle of both, the face looks into the camera. Of a
   * detector without landmarks every face may look either way.
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
    return Math.max(0, 1 - 2 * Math.max(eyes, ears * 0.8));
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

  private static double sharpness(Frame picture, Candidate face) {
    int left = (int) Math.max(0, face.left() + MARGIN * face.width());
    int top = (int) Math.max(0, face.top() + MARGIN * face.height());
    int right = (int) Math.min(picture.width(), face.right() - MARGIN * face.width());
    int bottom = (int) Math.min(picture.height(), face.bottom() - MARGIN * face.height());
    if (right - left < 6 || bottom - top < 6) {
      return 0;
    }
    var area = new PixelArea(left, top, right - left, bottom - top);
    Luma luma = Luma.of(picture, area).shrink(area.width() / JUDGED_WIDTH);
    // The fewer pixels a face has, the steeper everything in it is from one to the next.
    double smallness = Math.min(1, Math.sqrt((double) luma.width() / JUDGED_WIDTH));
    return smallness * sharpness(luma);
  }

  /** Gradient energy over contrast, both without what noise adds to them. */
  static double sharpness(Luma face) {
    double noise = noiseVariance(face);
    double sum = 0;
    double squares = 0;
    double gradient = 0;
    int count = 0;
    for (int y = 1; y < face.height() - 1; y++) {
      for (int x = 1; x < face.width() - 1; x++) {
        double value = face.at(x, y);
        double dx = (face.at(x + 1, y) - face.at(x - 1, y)) / 2.0;
        double dy = (face.at(x, y + 1) - face.at(x, y - 1)) / 2.0;
        sum += value;
        squares += value * value;
        gradient += dx * dx + dy * dy;
        count++;
      }
    }
    if (count == 0) {
      return 0;
    }
    double mean = sum / count;
    double contrast = Math.max(0, squares / count - mean * mean - noise);
    // Noise of variance v adds v / 2 to each of the two squared central differences.
    double energy = Math.max(0, gradient / count - noise);
    return Math.min(1, Math.sqrt(energy / (contrast + LEAST_CONTRAST)) / SHARPEST);
  }

  /** J. Immerkaer, "Fast Noise Variance Estimation", 1996: blind to edges and slopes. */
  private static double noiseVariance(Luma face) {
    double sum = 0;
    for (int y = 1; y < face.height() - 1; y++) {
      for (int x = 1; x < face.width() - 1; x++) {
        int corners =
            face.at(x - 1, y - 1)
                + face.at(x + 1, y - 1)
                + face.at(x - 1, y + 1)
                + face.at(x + 1, y + 1);
        int sides = face.at(x, y - 1) + face.at(x - 1, y) + face.at(x + 1, y) + face.at(x, y + 1);
        sum += Math.abs(corners - 2 * sides + 4 * face.at(x, y));
      }
    }
    int count = Math.max(1, (face.width() - 2) * (face.height() - 2));
    double deviation = Math.sqrt(Math.PI / 2) / 6 * sum / count;
    return deviation * deviation;
  }
}
