package io.outpost.agent.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --resolution WxH}. */
final class ResolutionOption implements ITypeConverter<ResolutionOption.Size> {
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{1,3})x([1-9]\\d{1,3})");

  /** Of a picture, pixels. */
  record Size(int width, int height) {}

  @Override
  public Size convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no resolution, expected one such as 1920x1080");
    }
    return new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }
}
