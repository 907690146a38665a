package io.outpost.agent.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;

/**
 * A motorway with two lanes and a hard shoulder, seen from the verge. Traffic passes; one car pulls
 * onto the shoulder, stands there with its hazard lights on and drives away; then somebody walks
 * past the camera. Begins and ends with the same empty shoulder, so that it can run in a loop.
 *
 * <p>The same time gives the same picture, on every machine with the same Java. Needs no display
 * and no fonts.
 */
final class DrawnScene {
  static final int WIDTH = 960;
  static final int HEIGHT = 540;
  static final int PICTURES_PER_SECOND = 15;
  static final double DURATION_SECONDS = 24;

  /** The hard shoulder: where the lane of the demo's camera lies, as fractions of the picture. */
  static final double SHOULDER_TOP = 0.665;

  static final double SHOULDER_BOTTOM = 0.835;

  private static final double FAR_LANE = 268;
  private static final double NEAR_LANE = 334;
  private static final double SHOULDER = 412;

  private static final double FAR_LENGTH = 165;
  private static final double NEAR_LENGTH = 205;
  private static final double SHOULDER_LENGTH = 250;

  /** Cars drive at one speed in a lane, pixels a second. */
  private static final double FAR_SPEED = 330;

  private static final double NEAR_SPEED = 270;

  private static final double STOP_X = 300;
  private static final double PULLS_IN_SECONDS = 1.5;
  private static final double STANDS_FROM_SECONDS = 5;
  private static final double STANDS_UNTIL_SECONDS = 12;

  private static final double WALKS_FROM_SECONDS = 14.5;
  private static final double WALKS_UNTIL_SECONDS = 22.5;
  private static final double HEAD_WIDTH = 96;

  /** A car of the traffic: when its rear bumper would be at x = 0. */
  private record Passing(DrawnCar car, double atSeconds) {}

  private static final List<Passing> FAR =
      List.of(
          new Passing(new DrawnCar(new Color(0x9c, 0xa2, 0xaa)), 1.5),
          new Passing(new DrawnCar(new Color(0x7a, 0x1e, 0x24)), 7.5),
          new Passing(new DrawnCar(new Color(0x2e, 0x34, 0x3c)), 13),
          new Passing(new DrawnCar(new Color(0xe6, 0xe6, 0xe2)), 19));
  private static final List<Passing> NEAR =
      List.of(
          new Passing(new DrawnCar(new Color(0x1e, 0x4e, 0x92)), 3),
          new Passing(new DrawnCar(new Color(0xd8, 0xd8, 0xd4)), 9.5),
          new Passing(new DrawnCar(new Color(0x3a, 0x6a, 0x46)), 16.5));
  private static final DrawnCar STANDING = new DrawnCar(new Color(0xc2, 0x32, 0x28));

  private final BufferedImage background;

  DrawnScene(long seed) {
    background = picture();
    Graphics2D g = smooth(background);
    sky(g, new Random(seed));
    ground(g);
    grain(new Random(seed));
    rail(g);
    g.dispose();
  }

  /** The pictures of one round. */
  int pictures() {
    return (int) (DURATION_SECONDS * PICTURES_PER_SECOND);
  }

  /** The picture of that number, counted from 0; belongs to the caller. */
  BufferedImage draw(int number) {
    double seconds = number / (double) PICTURES_PER_SECOND;
    BufferedImage picture = picture();
    Graphics2D g = smooth(picture);
    g.drawImage(background, 0, 0, null);
    for (Passing passing : FAR) {
      double x = (seconds - passing.atSeconds()) * FAR_SPEED;
      drive(g, passing.car(), new DrawnCar.Place(x, FAR_LANE, FAR_LENGTH));
    }
    for (Passing passing : NEAR) {
      double x = (seconds - passing.atSeconds()) * NEAR_SPEED;
      drive(g, passing.car(), new DrawnCar.Place(x, NEAR_LANE, NEAR_LENGTH));
    }
    shoulder(g, seconds);
    walk(g, seconds);
    g.dispose();
    return picture;
  }

  private static void drive(Graphics2D g, DrawnCar car, DrawnCar.Place place) {
    if (place.x() > -place.length() * 1.1 && place.x() < WIDTH * 1.05) {
      car.draw(g, place, false);
    }
  }

  private static void shoulder(Graphics2D g, double seconds) {
    DrawnCar.Place place = new DrawnCar.Place(shoulderX(seconds), SHOULDER, SHOULDER_LENGTH);
    if (place.x() < -SHOULDER_LENGTH * 1.1 || place.x() > WIDTH * 1.05) {
      return;
    }
    boolean stands = seconds > STANDS_FROM_SECONDS && seconds < STANDS_UNTIL_SECONDS;
    STANDING.draw(g, place, stands && (int) (seconds * 3) % 2 == 0);
  }

  /** Braking evenly to a stand, standing, then pulling away evenly. */
  private static double shoulderX(double seconds) {
    double begin = -SHOULDER_LENGTH * 1.2;
    if (seconds < STANDS_FROM_SECONDS) {
      double left = (STANDS_FROM_SECONDS - seconds) / (STANDS_FROM_SECONDS - PULLS_IN_SECONDS);
      return STOP_X + (begin - STOP_X) * left * left;
    }
    double away = Math.max(0, seconds - STANDS_UNTIL_SECONDS);
    return STOP_X + 130 * away * away;
  }

  private static void walk(Graphics2D g, double seconds) {
    double part = (seconds - WALKS_FROM_SECONDS) / (WALKS_UNTIL_SECONDS - WALKS_FROM_SECONDS);
    if (part < 0 || part > 1) {
      return;
    }
    double margin = HEAD_WIDTH * 1.5;
    double x = WIDTH + margin - part * (WIDTH + 2 * margin);
    double y = 300 + 4 * Math.sin(seconds * 2 * Math.PI * 1.7);
    DrawnPerson.draw(g, x, y, HEAD_WIDTH);
  }

  private static void sky(Graphics2D g, Random random) {
    g.setPaint(
        new GradientPaint(0, 0, new Color(0x86, 0xae, 0xd8), 0, 170, new Color(0xe6, 0xee, 0xf2)));
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, 200));
    hills(g, 118, new Color(0xa8, 0xbc, 0xc6), random);
    hills(g, 142, new Color(0x86, 0xa0, 0x96), random);
    g.setColor(new Color(0x4e, 0x6c, 0x4a));
    for (int tree = 0; tree < 60; tree++) {
      double size = 16 + random.nextDouble() * 20;
      g.fill(
          new Ellipse2D.Double(
              random.nextDouble() * WIDTH - size / 2, 172 - size * 0.6, size * 1.2, size));
    }
  }

  private static void hills(Graphics2D g, double height, Color color, Random random) {
    double phase = random.nextDouble() * 6;
    Path2D ridge = new Path2D.Double();
    ridge.moveTo(0, 200);
    for (int x = 0; x <= WIDTH; x += 8) {
      ridge.lineTo(
          x, height - 16 * Math.sin(x / 140.0 + phase) - 7 * Math.sin(x / 53.0 + 2 * phase));
    }
    ridge.lineTo(WIDTH, 200);
    ridge.closePath();
    g.setColor(color);
    g.fill(ridge);
  }

  private static void ground(Graphics2D g) {
    g.setPaint(
        new GradientPaint(
            0, 165, new Color(0x78, 0x92, 0x5c), 0, 215, new Color(0x64, 0x80, 0x4a)));
    g.fill(new Rectangle2D.Double(0, 166, WIDTH, 54));
    g.setPaint(
        new GradientPaint(
            0, 215, new Color(0x6e, 0x70, 0x74), 0, 440, new Color(0x58, 0x5a, 0x5e)));
    g.fill(new Rectangle2D.Double(0, 215, WIDTH, 227));
    g.setPaint(
        new GradientPaint(
            0, 440, new Color(0x70, 0x8c, 0x4c), 0, 540, new Color(0x4c, 0x6a, 0x34)));
    g.fill(new Rectangle2D.Double(0, 440, WIDTH, 100));
    g.setColor(new Color(0xe8, 0xe8, 0xe2));
    g.fill(new Rectangle2D.Double(0, 224, WIDTH, 3));
    g.fill(new Rectangle2D.Double(0, 350, WIDTH, 6));
    for (int x = -20; x < WIDTH; x += 130) {
      g.fill(new Rectangle2D.Double(x, 283, 66, 4));
    }
    g.setColor(new Color(0x8a, 0x86, 0x78));
    g.fill(new Rectangle2D.Double(0, 438, WIDTH, 5));
  }

  /** Asphalt and grass are never even; an even surface looks drawn to a detector too. */
  private void grain(Random random) {
    for (int y = 166; y < HEIGHT; y++) {
      int spread = y < 215 || y > 442 ? 22 : 9;
      for (int x = 0; x < WIDTH; x++) {
        int by = (int) (random.nextGaussian() * spread / 2);
        int rgb = background.getRGB(x, y);
        background.setRGB(
            x,
            y,
            clamp((rgb >> 16 & 255) + by) << 16
                | clamp((rgb >> 8 & 255) + by) << 8
                | clamp((rgb & 255) + by));
      }
    }
  }

  private static void rail(Graphics2D g) {
    g.setColor(new Color(0x6a, 0x6e, 0x72));
    for (int x = 30; x < WIDTH; x += 96) {
      g.fill(new Rectangle2D.Double(x, 192, 6, 24));
    }
    g.setPaint(
        new GradientPaint(
            0, 190, new Color(0xc8, 0xcc, 0xd0), 0, 203, new Color(0x86, 0x8a, 0x90)));
    g.fill(new Rectangle2D.Double(0, 190, WIDTH, 13));
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }

  private static BufferedImage picture() {
    return new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
  }

  private static Graphics2D smooth(BufferedImage picture) {
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return g;
  }
}
