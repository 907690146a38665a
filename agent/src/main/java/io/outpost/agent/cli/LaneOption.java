package io.outpost.agent.cli;

import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.config.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --lane ID:DWELL:X,Y X,Y X,Y...[:CLASS,CLASS]}. */
final class LaneOption implements ITypeConverter<Lane> {
  static final String FORM = "ID:DWELL:X,Y X,Y X,Y[:CLASS,...]";

  @Override
  public Lane convert(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length < 3 || parts.length > 4) {
      throw refusal(text, "expected " + FORM);
    }
    try {
      return new Lane(
          parts[0], polygon(parts[2]), dwell(parts[1]), classes(parts.length == 4 ? parts[3] : ""));
    } catch (IllegalArgumentException wrong) {
      throw refusal(text, String.valueOf(wrong.getMessage()));
    }
  }

  private static Duration dwell(String text) {
    try {
      return Units.duration(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "dwell is '" + text + "', expected a duration such as 400ms or 2s", wrong);
    }
  }

  private static Polygon polygon(String text) {
    List<Point> corners = new ArrayList<>();
    for (String corner : text.strip().split("\\s+", -1)) {
      String[] xy = corner.split(",", -1);
      if (xy.length != 2) {
        throw new IllegalArgumentException(
            "corner is '" + corner + "', expected X,Y as fractions of the picture such as 0.5,0.8");
      }
      corners.add(new Point(fraction(xy[0]), fraction(xy[1])));
    }
    return new Polygon(corners);
  }

  private static double fraction(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException("'" + text + "' is no number, expected 0 to 1", wrong);
    }
  }

  private static Set<ObjectClass> classes(String text) {
    Set<ObjectClass> classes = EnumSet.noneOf(ObjectClass.class);
    for (String label : text.isEmpty() ? new String[] {"vehicle"} : text.split(",", -1)) {
      for (ObjectClass known : ObjectClass.values()) {
        if (known.label().equals(label) && known != ObjectClass.FACE) {
          classes.add(known);
          label = "";
          break;
        }
      }
      if (!label.isEmpty()) {
        throw new IllegalArgumentException(
            "class is '" + label + "', expected person, vehicle, bicycle or unknown");
      }
    }
    return classes;
  }

  private static TypeConversionException refusal(String text, String problem) {
    return new TypeConversionException("'" + text + "': " + problem);
  }
}
