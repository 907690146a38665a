package io.outpost.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;

/**
 * Pictures as a fixed camera sends them: a still background with texture, bodies that cross it, and
 * sensor noise over all of it, so that an encoder works and a decoder costs what they do in the
 * field. The same seed gives the same pictures.
 */
final class Scene {
  private static final int BODIES = 6;
  private static final int NOISE_BYTES = 1 << 20;

  private final int width;
  private final int height;
  private final Random random;
  private final byte[] background;
  private final byte[] noise = new byte[NOISE_BYTES];
  private final byte[] luma;
  private final byte[] chroma;

  Scene(int width, int height, long seed) {
    this.width = width;
    this.height = height;
    this.random = new Random(seed);
    this.background = new byte[width * height];
    this.luma = new byte[width * height];
    this.chroma = new byte[width * height / 2];
    for (int i = 0; i < NOISE_BYTES; i++) {
      noise[i] = (byte) Math.round(random.nextGaussian() * 1.2);
    }
    paintBackground();
  }

  /** Writes the picture as planar YUV 4:2:0. */
  void write(int picture, OutputStream out) throws IOException {
    System.arraycopy(background, 0, luma, 0, luma.length);
    for (int body = 0; body < BODIES; body++) {
      paintBody(body, picture);
    }
    addNoise();
    out.write(luma);
    out.write(chroma);
  }

  private void paintBackground() {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double waves = Math.sin(x * 0.031) * 18 + Math.sin(y * 0.047 + x * 0.005) * 14;
        double grain = ((x * 31 + y * 17) ^ (x * y)) % 23 - 11;
        background[y * width + x] = (byte) (int) (112 + waves + grain + 40.0 * y / height);
      }
    }
    for (int i = 0; i < chroma.length; i++) {
      chroma[i] = (byte) (126 + i / 997 % 5);
    }
  }

  /** A shaded block that crosses the picture at a speed of its own and comes back. */
  private void paintBody(int body, int picture) {
    int bodyHeight = height * (2 + body % 3) / 16;
    int bodyWidth = bodyHeight * (2 + body % 2) / 2;
    int left = Math.floorMod(body * 311 + picture * (2 + body) * width / 1920, width + bodyWidth);
    int top = height * (body + 1) / (BODIES + 2);
    for (int y = top; y < Math.min(height, top + bodyHeight); y++) {
      for (int x = Math.max(0, left - bodyWidth); x < Math.min(width, left); x++) {
        int shade = 40 + 25 * body + (y - top) * 60 / bodyHeight + (x % 9 < 4 ? 10 : 0);
        luma[y * width + x] = (byte) Math.min(235, shade);
      }
    }
  }

  private void addNoise() {
    for (int y = 0; y < height; y++) {
      int from = random.nextInt(NOISE_BYTES - width);
      for (int x = 0, i = y * width; x < width; x++, i++) {
        luma[i] = (byte) ((luma[i] & 0xff) + noise[from + x]);
      }
    }
  }
}
