package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera.Location;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --location LATITUDE,LONGITUDE[,BEARING]}. */
final class LocationOption implements ITypeConverter<Location> {
  static final String FORM = "LAT,LON[,BEARING]";

  @Override
  public Location convert(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new TypeConversionException("'" + text + "': expected " + FORM);
    }
    double latitude = degrees(text, parts[0], -90, 90);
    double longitude = degrees(text, parts[1], -180, 180);
    return new Location(
        latitude,
        longitude,
        parts.length == 3 ? Optional.of(degrees(text, parts[2], 0, 360)) : Optional.empty());
  }

  private static double degrees(String text, String part, double least, double most) {
    try {
      double value = Double.parseDouble(part.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      // Told below as everything that is no such number.
    }
    throw new TypeConversionException(
        "'%s': '%s' is not a number of degrees from %.0f to %.0f"
            .formatted(text, part.strip(), least, most));
  }
}
