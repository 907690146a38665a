package io.outpost.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.junit.jupiter.api.Test;

class DrawnSceneTest {
  private static final int STANDING = 8 * DrawnScene.PICTURES_PER_SECOND;

  @Test
  void draw_sameNumber_givesTheSamePicture() {
    byte[] once = bytes(new DrawnScene(7).draw(STANDING));
    byte[] again = bytes(new DrawnScene(7).draw(STANDING));

    assertThat(again).isEqualTo(once);
  }

  @Test
  void draw_otherSeed_givesAnotherGround() {
    assertThat(bytes(new DrawnScene(8).draw(0))).isNotEqualTo(bytes(new DrawnScene(7).draw(0)));
  }

  @Test
  void draw_whileTheCarStands_movesNothingButLightsOnTheShoulder() {
    DrawnScene scene = new DrawnScene(7);

    double change = shoulderChange(scene.draw(STANDING), scene.draw(STANDING + 15));

    assertThat(change).isLessThan(0.01);
  }

  @Test
  void draw_firstAndLastPicture_meetOverAnEmptyShoulder() {
    DrawnScene scene = new DrawnScene(7);
    BufferedImage first = scene.draw(0);

    assertThat(shoulderChange(first, scene.draw(scene.pictures() - 1))).isZero();
    assertThat(shoulderChange(first, scene.draw(STANDING))).isGreaterThan(0.1);
  }

  /** The part of the shoulder's pixels that differ. */
  private static double shoulderChange(BufferedImage one, BufferedImage other) {
    int top = (int) (DrawnScene.SHOULDER_TOP * DrawnScene.HEIGHT) + 1;
    int bottom = (int) (DrawnScene.SHOULDER_BOTTOM * DrawnScene.HEIGHT);
    int changed = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = 0; x < DrawnScene.WIDTH; x++) {
        changed += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
      }
    }
    return changed / (double) ((bottom - top) * DrawnScene.WIDTH);
  }

  private static byte[] bytes(BufferedImage picture) {
    return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
  }
}
