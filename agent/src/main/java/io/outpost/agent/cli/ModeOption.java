package io.outpost.agent.cli;

import io.outpost.agent.camera.AnalysisMode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --mode}, by the words of the camera file. */
final class ModeOption implements ITypeConverter<AnalysisMode>, Iterable<String> {
  @Override
  public AnalysisMode convert(String text) {
    return AnalysisMode.of(text)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "': expected one of " + labels()));
  }

  @Override
  public Iterator<String> iterator() {
    return labels().iterator();
  }

  private static List<String> labels() {
    return Arrays.stream(AnalysisMode.values()).map(AnalysisMode::label).toList();
  }
}
