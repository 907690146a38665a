package io.outpost.agent.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the id of a camera, a lane or an entry of credentials, by the rule of their files. */
final class NameOption implements ITypeConverter<String> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  @Override
  public String convert(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new TypeConversionException(
          "'"
              + text
              + "': expected 1 to 63 letters, digits, hyphens and underscores, the first a letter or"
              + " digit");
    }
    return text;
  }
}
