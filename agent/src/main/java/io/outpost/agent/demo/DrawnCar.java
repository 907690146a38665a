package io.outpost.agent.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * A saloon car seen from its right side, driving to the right. Drawn in units of its own length:
 * the road is at y = 0, the rear bumper at x = 0, the front at x = 1, y grows downwards.
 */
record DrawnCar(Color paint) {
  private static final double ROOF = -0.315;
  private static final double WHEEL_RADIUS = 0.072;
  private static final double REAR_WHEEL = 0.205;
  private static final double FRONT_WHEEL = 0.79;
  private static final Color GLASS_TOP = new Color(0x5c, 0x70, 0x80);
  private static final Color GLASS_BOTTOM = new Color(0x1c, 0x24, 0x2c);
  private static final Color TYRE = new Color(0x17, 0x17, 0x19);

  /**
   * @param blinking whether the hazard lights are lit in this picture
   */
  void draw(Graphics2D onto, Place place, boolean blinking) {
    Graphics2D g = (Graphics2D) onto.create();
    g.transform(new AffineTransform(place.length(), 0, 0, place.length(), place.x(), place.road()));
    shadow(g);
    body(g);
    glass(g);
    details(g);
    wheel(g, REAR_WHEEL, place.x());
    wheel(g, FRONT_WHEEL, place.x());
    lights(g, blinking);
    g.dispose();
  }

  /** Where a car is: its rear bumper, the road under its wheels and its length, in pixels. */
  record Place(double x, double road, double length) {}

  private static void shadow(Graphics2D g) {
    for (int ring = 0; ring < 5; ring++) {
      g.setColor(new Color(0, 0, 0, 34));
      double margin = ring * 0.012;
      g.fill(
          new Ellipse2D.Double(
              -0.02 + margin, -0.03 + margin / 3, 1.04 - 2 * margin, 0.055 - margin / 2));
    }
  }

  private void body(Graphics2D g) {
    Path2D body = new Path2D.Double();
    body.moveTo(0.012, -0.085);
    body.curveTo(0.0, -0.16, 0.0, -0.19, 0.03, -0.21);
    body.curveTo(0.09, -0.222, 0.12, -0.225, 0.15, -0.228);
    body.curveTo(0.20, -0.28, 0.26, -0.31, 0.36, ROOF);
    body.curveTo(0.46, ROOF - 0.004, 0.53, -0.305, 0.58, -0.285);
    body.curveTo(0.63, -0.262, 0.67, -0.232, 0.70, -0.215);
    body.curveTo(0.80, -0.205, 0.90, -0.195, 0.965, -0.165);
    body.curveTo(0.99, -0.15, 0.995, -0.12, 0.992, -0.085);
    body.curveTo(0.99, -0.06, 0.98, -0.052, 0.95, -0.05);
    body.lineTo(0.05, -0.05);
    body.curveTo(0.02, -0.052, 0.014, -0.06, 0.012, -0.085);
    body.closePath();
    g.setPaint(new GradientPaint(0, (float) ROOF, lighter(paint, 0.55), 0, -0.13f, paint, false));
    g.fill(body);
    Graphics2D lower = (Graphics2D) g.create();
    lower.clip(body);
    lower.setPaint(new GradientPaint(0, -0.16f, paint, 0, -0.05f, darker(paint, 0.65), false));
    lower.fill(new Rectangle2D.Double(0, -0.16, 1, 0.12));
    lower.setColor(new Color(255, 255, 255, 90));
    lower.fill(new Rectangle2D.Double(0.02, -0.186, 0.96, 0.008));
    lower.setColor(new Color(0x20, 0x20, 0x22));
    lower.fill(new Rectangle2D.Double(0.28, -0.062, 0.43, 0.02));
    lower.dispose();
  }

  private static void glass(Graphics2D g) {
    Path2D windows = new Path2D.Double();
    windows.moveTo(0.185, -0.222);
    windows.curveTo(0.24, -0.27, 0.29, -0.292, 0.365, -0.295);
    windows.curveTo(0.45, -0.297, 0.52, -0.288, 0.565, -0.272);
    windows.curveTo(0.60, -0.256, 0.63, -0.236, 0.65, -0.216);
    windows.closePath();
    g.setPaint(new GradientPaint(0, -0.295f, GLASS_TOP, 0, -0.215f, GLASS_BOTTOM, false));
    g.fill(windows);
    Graphics2D shine = (Graphics2D) g.create();
    shine.clip(windows);
    shine.setColor(new Color(255, 255, 255, 60));
    Path2D streak = new Path2D.Double();
    streak.moveTo(0.46, -0.30);
    streak.lineTo(0.50, -0.30);
    streak.lineTo(0.45, -0.21);
    streak.lineTo(0.41, -0.21);
    streak.closePath();
    shine.fill(streak);
    shine.dispose();
  }

  private void details(Graphics2D g) {
    g.setColor(darker(paint, 0.75));
    g.fill(new Rectangle2D.Double(0.392, -0.298, 0.016, 0.082));
    g.setStroke(new BasicStroke(0.004f));
    g.setColor(darker(paint, 0.5));
    Path2D seams = new Path2D.Double();
    seams.moveTo(0.40, -0.215);
    seams.lineTo(0.40, -0.07);
    seams.moveTo(0.645, -0.212);
    seams.curveTo(0.66, -0.17, 0.655, -0.12, 0.64, -0.07);
    seams.moveTo(0.20, -0.215);
    seams.curveTo(0.235, -0.19, 0.27, -0.15, 0.285, -0.11);
    g.draw(seams);
    g.setColor(lighter(paint, 0.5));
    g.fill(new Rectangle2D.Double(0.345, -0.178, 0.04, 0.008));
    g.fill(new Rectangle2D.Double(0.585, -0.174, 0.04, 0.008));
    g.setColor(darker(paint, 0.8));
    g.fill(new Ellipse2D.Double(0.598, -0.236, 0.035, 0.026));
  }

  private static void wheel(Graphics2D onto, double center, double rolled) {
    Graphics2D g = (Graphics2D) onto.create();
    g.translate(center, -WHEEL_RADIUS);
    g.setColor(new Color(0x0c, 0x0c, 0x0e));
    disc(g, WHEEL_RADIUS * 1.17);
    g.setColor(TYRE);
    disc(g, WHEEL_RADIUS);
    g.setPaint(
        new GradientPaint(
            0, -0.05f, new Color(0xd6, 0xd8, 0xdc), 0, 0.05f, new Color(0x74, 0x78, 0x7e), false));
    disc(g, WHEEL_RADIUS * 0.66);
    g.rotate(rolled / 14);
    g.setColor(new Color(0x3c, 0x40, 0x46));
    for (int spoke = 0; spoke < 5; spoke++) {
      g.rotate(2 * Math.PI / 5);
      g.fill(new Ellipse2D.Double(-0.007, 0.014, 0.014, 0.027));
    }
    g.setColor(new Color(0x8c, 0x90, 0x96));
    disc(g, 0.011);
    g.dispose();
  }

  private static void lights(Graphics2D g, boolean blinking) {
    g.setColor(new Color(0xf4, 0xf2, 0xdc));
    g.fill(new Ellipse2D.Double(0.925, -0.168, 0.05, 0.026));
    g.setColor(new Color(0xb0, 0x18, 0x1c));
    g.fill(new Ellipse2D.Double(0.008, -0.196, 0.04, 0.03));
    if (blinking) {
      g.setColor(new Color(0xff, 0xa0, 0x18));
      g.fill(new Ellipse2D.Double(0.955, -0.15, 0.03, 0.03));
      g.fill(new Ellipse2D.Double(0.006, -0.17, 0.03, 0.03));
    }
  }

  private static void disc(Graphics2D g, double radius) {
    g.fill(new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius));
  }

  private static Color lighter(Color color, double part) {
    return mix(color, Color.WHITE, part);
  }

  private static Color darker(Color color, double part) {
    return mix(color, Color.BLACK, part);
  }

  private static Color mix(Color from, Color to, double part) {
    return new Color(
        (int) Math.round(from.getRed() + (to.getRed() - from.getRed()) * part),
        (int) Math.round(from.getGreen() + (to.getGreen() - from.getGreen()) * part),
        (int) Math.round(from.getBlue() + (to.getBlue() - from.getBlue()) * part));
  }
}
