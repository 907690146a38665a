package io.outpost.agent.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/**
 * Head and shoulders of nobody in particular, looking into the camera. Drawn in units of the head's
 * width around the middle of the face; y grows downwards.
 */
final class DrawnPerson {
  private static final Color SKIN = new Color(0xe2, 0xb0, 0x90);
  private static final Color SKIN_LIT = new Color(0xf6, 0xd2, 0xb6);
  private static final Color SKIN_SHADE = new Color(0xb8, 0x80, 0x62);
  private static final Color HAIR = new Color(0x34, 0x26, 0x1e);
  private static final Color JACKET = new Color(0x2c, 0x4a, 0x6e);
  private static final Color LIPS = new Color(0xb0, 0x5a, 0x52);

  private DrawnPerson() {}

  /**
   * @param x middle of the face, pixels
   * @param y middle of the face, pixels
   * @param headWidth pixels
   */
  static void draw(Graphics2D onto, double x, double y, double headWidth) {
    Graphics2D g = (Graphics2D) onto.create();
    g.transform(new AffineTransform(headWidth, 0, 0, headWidth, x, y));
    shoulders(g);
    head(g);
    eye(g, -1);
    eye(g, 1);
    nose(g);
    mouth(g);
    hair(g);
    g.dispose();
  }

  private static void shoulders(Graphics2D g) {
    Path2D jacket = new Path2D.Double();
    jacket.moveTo(-1.35, 4);
    jacket.curveTo(-1.4, 1.6, -1.25, 1.2, -0.75, 1.02);
    jacket.curveTo(-0.5, 0.94, -0.35, 0.9, -0.28, 0.8);
    jacket.lineTo(0.28, 0.8);
    jacket.curveTo(0.35, 0.9, 0.5, 0.94, 0.75, 1.02);
    jacket.curveTo(1.25, 1.2, 1.4, 1.6, 1.35, 4);
    jacket.closePath();
    g.setPaint(
        new GradientPaint(
            -1.3f, 0.8f, new Color(0x48, 0x6c, 0x94), 1.2f, 1.8f, new Color(0x18, 0x2c, 0x46)));
    g.fill(jacket);
    Path2D neck = new Path2D.Double();
    neck.moveTo(-0.27, 0.3);
    neck.lineTo(-0.29, 0.85);
    neck.curveTo(-0.1, 1.08, 0.1, 1.08, 0.29, 0.85);
    neck.lineTo(0.27, 0.3);
    neck.closePath();
    g.setPaint(new GradientPaint(0, 0.5f, SKIN_SHADE, 0, 0.95f, SKIN));
    g.fill(neck);
    g.setColor(JACKET.darker());
    g.setStroke(new BasicStroke(0.03f));
    Path2D zip = new Path2D.Double();
    zip.moveTo(-0.3, 0.84);
    zip.curveTo(-0.14, 1.14, 0.14, 1.14, 0.3, 0.84);
    zip.moveTo(0, 1.08);
    zip.lineTo(0, 4);
    g.draw(zip);
  }

  private static void head(Graphics2D g) {
    g.setColor(SKIN_SHADE);
    g.fill(new Ellipse2D.Double(-0.55, -0.12, 0.14, 0.3));
    g.fill(new Ellipse2D.Double(0.41, -0.12, 0.14, 0.3));
    Path2D face = new Path2D.Double();
    face.moveTo(-0.48, -0.22);
    face.curveTo(-0.48, -0.82, 0.48, -0.82, 0.48, -0.22);
    face.curveTo(0.48, 0.18, 0.4, 0.42, 0.22, 0.58);
    face.curveTo(0.1, 0.68, -0.1, 0.68, -0.22, 0.58);
    face.curveTo(-0.4, 0.42, -0.48, 0.18, -0.48, -0.22);
    face.closePath();
    g.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(-0.1, -0.1),
            0.75f,
            new float[] {0, 0.6f, 1},
            new Color[] {SKIN_LIT, SKIN, SKIN_SHADE}));
    g.fill(face);
    for (int side = -1; side <= 1; side += 2) {
      g.setPaint(glow(side * 0.26, 0.2, 0.16, new Color(0xd0, 0x78, 0x68, 70)));
      g.fill(new Ellipse2D.Double(side * 0.26 - 0.16, 0.04, 0.32, 0.32));
    }
  }

  private static void eye(Graphics2D onto, int side) {
    Graphics2D g = (Graphics2D) onto.create();
    g.translate(side * 0.21, -0.08);
    g.setPaint(glow(0, 0, 0.17, new Color(0x6a, 0x40, 0x30, 110)));
    g.fill(new Ellipse2D.Double(-0.17, -0.13, 0.34, 0.24));
    Path2D white = new Path2D.Double();
    white.moveTo(-0.115, 0.01);
    white.curveTo(-0.05, -0.075, 0.05, -0.075, 0.115, 0.01);
    white.curveTo(0.05, 0.055, -0.05, 0.055, -0.115, 0.01);
    white.closePath();
    g.setColor(new Color(0xf2, 0xee, 0xea));
    g.fill(white);
    Graphics2D iris = (Graphics2D) g.create();
    iris.clip(white);
    iris.setColor(new Color(0x4a, 0x34, 0x22));
    iris.fill(new Ellipse2D.Double(-0.055, -0.065, 0.11, 0.11));
    iris.setColor(new Color(0x0c, 0x08, 0x06));
    iris.fill(new Ellipse2D.Double(-0.028, -0.038, 0.056, 0.056));
    iris.setColor(Color.WHITE);
    iris.fill(new Ellipse2D.Double(-0.03, -0.045, 0.022, 0.022));
    iris.dispose();
    g.setColor(new Color(0x2a, 0x1a, 0x14));
    g.setStroke(new BasicStroke(0.024f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D lid = new Path2D.Double();
    lid.moveTo(-0.12, 0.005);
    lid.curveTo(-0.05, -0.085, 0.05, -0.085, 0.12, 0.005);
    g.draw(lid);
    g.setColor(HAIR);
    g.setStroke(new BasicStroke(0.045f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D brow = new Path2D.Double();
    brow.moveTo(side * -0.12, -0.155);
    brow.curveTo(side * -0.03, -0.2, side * 0.06, -0.2, side * 0.14, -0.145);
    g.draw(brow);
    g.dispose();
  }

  private static void nose(Graphics2D g) {
    g.setPaint(
        new GradientPaint(
            -0.06f,
            0,
            new Color(0xff, 0xe4, 0xcc, 150),
            0.09f,
            0,
            new Color(0x9a, 0x62, 0x48, 120)));
    Path2D bridge = new Path2D.Double();
    bridge.moveTo(-0.04, -0.1);
    bridge.lineTo(0.04, -0.1);
    bridge.curveTo(0.06, 0.05, 0.09, 0.12, 0.1, 0.19);
    bridge.lineTo(-0.1, 0.19);
    bridge.curveTo(-0.09, 0.12, -0.06, 0.05, -0.04, -0.1);
    bridge.closePath();
    g.fill(bridge);
    g.setColor(new Color(0x70, 0x3e, 0x2e, 190));
    g.fill(new Ellipse2D.Double(-0.085, 0.172, 0.06, 0.034));
    g.fill(new Ellipse2D.Double(0.025, 0.172, 0.06, 0.034));
  }

  private static void mouth(Graphics2D g) {
    Path2D lips = new Path2D.Double();
    lips.moveTo(-0.17, 0.355);
    lips.curveTo(-0.08, 0.31, -0.03, 0.315, 0, 0.325);
    lips.curveTo(0.03, 0.315, 0.08, 0.31, 0.17, 0.355);
    lips.curveTo(0.08, 0.425, -0.08, 0.425, -0.17, 0.355);
    lips.closePath();
    g.setColor(LIPS);
    g.fill(lips);
    g.setColor(new Color(0x60, 0x24, 0x22));
    g.setStroke(new BasicStroke(0.016f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D gap = new Path2D.Double();
    gap.moveTo(-0.16, 0.356);
    gap.curveTo(-0.06, 0.372, 0.06, 0.372, 0.16, 0.356);
    g.draw(gap);
    g.setPaint(glow(0, 0.47, 0.12, new Color(0x90, 0x58, 0x44, 110)));
    g.fill(new Ellipse2D.Double(-0.12, 0.42, 0.24, 0.08));
  }

  private static void hair(Graphics2D g) {
    Path2D hair = new Path2D.Double();
    hair.moveTo(-0.5, -0.02);
    hair.curveTo(-0.62, -0.95, 0.62, -0.95, 0.5, -0.02);
    hair.curveTo(0.46, -0.2, 0.44, -0.34, 0.34, -0.42);
    hair.curveTo(0.1, -0.38, -0.16, -0.4, -0.32, -0.46);
    hair.curveTo(-0.42, -0.36, -0.46, -0.2, -0.5, -0.02);
    hair.closePath();
    g.setPaint(new GradientPaint(-0.3f, -0.75f, new Color(0x6a, 0x50, 0x3e), 0.2f, -0.3f, HAIR));
    g.fill(hair);
  }

  private static RadialGradientPaint glow(double x, double y, double radius, Color color) {
    Color clear = new Color(color.getRed(), color.getGreen(), color.getBlue(), 0);
    return new RadialGradientPaint(
        new Point2D.Double(x, y), (float) radius, new float[] {0, 1}, new Color[] {color, clear});
  }
}
