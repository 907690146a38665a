package io.outpost.agent.demo;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.EncoderSpec;
import io.outpost.agent.vision.VideoEncoder;
import io.outpost.agent.vision.VisionWorkers;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The drawn scene in any size, each picture with its number burnt into the sky: black and white
 * squares, the lowest bit first.
 */
public final class CountedClip {
  public static final int PICTURES_PER_SECOND = DrawnScene.PICTURES_PER_SECOND;

  /** Where the shoulder is, fractions of the height. */
  public static final double SHOULDER_TOP = DrawnScene.SHOULDER_TOP;

  public static final double SHOULDER_BOTTOM = DrawnScene.SHOULDER_BOTTOM;

  private static final int BITS = 9;

  /** Of a square, fractions of the picture's width; as many lie left of the first one. */
  private static final double SQUARE = 1.0 / 24;

  private static final int WHITE_FROM = 128;

  private CountedClip() {}

  /**
   * Pictures of the scene in two sizes, encoded by a worker, a key picture every second.
   *
   * @param large width and height; those of the other clip are half as many
   * @param numbers of the pictures, in the order in which they are shown
   */
  public static List<List<AccessUnit>> make(
      VisionWorkers workers, Dimension large, List<Integer> numbers) throws IOException {
    DrawnScene scene = new DrawnScene(1);
    List<AccessUnit> main = new ArrayList<>();
    List<AccessUnit> sub = new ArrayList<>();
    try (VideoEncoder first = workers.encoder(spec(large.width, large.height));
        VideoEncoder second = workers.encoder(spec(large.width / 2, large.height / 2))) {
      for (int number : numbers) {
        BufferedImage drawn = scene.draw(number);
        main.addAll(first.encode(DrawnClip.rgb(counted(drawn, number, large.width, large.height))));
        sub.addAll(
            second.encode(
                DrawnClip.rgb(counted(drawn, number, large.width / 2, large.height / 2))));
      }
      main.addAll(first.finish());
      sub.addAll(second.finish());
    }
    return List.of(main, sub);
  }

  private static EncoderSpec spec(int width, int height) {
    return new EncoderSpec(
        width, height, PICTURES_PER_SECOND, PICTURES_PER_SECOND, 3 * width * height);
  }

  private static BufferedImage counted(BufferedImage drawn, int number, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(drawn, 0, 0, width, height, null);
    int side = (int) (SQUARE * width);
    for (int bit = 0; bit < BITS; bit++) {
      g.setColor((number >> bit & 1) == 1 ? Color.WHITE : Color.BLACK);
      g.fillRect((bit + 1) * side, 0, side, side);
    }
    g.dispose();
    return picture;
  }

  /** The number that is burnt into a whole picture of the clip. */
  public static int number(BufferedImage picture) {
    int side = (int) (SQUARE * picture.getWidth());
    int number = 0;
    for (int bit = 0; bit < BITS; bit++) {
      int rgb = picture.getRGB((bit + 1) * side + side / 2, side / 2);
      number |= (rgb >> 8 & 255) >= WHITE_FROM ? 1 << bit : 0;
    }
    return number;
  }

  /** The picture of that number as it was drawn, in this size, without its number. */
  public static BufferedImage drawn(int number, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(new DrawnScene(1).draw(number), 0, 0, width, height, null);
    g.dispose();
    return picture;
  }
}
