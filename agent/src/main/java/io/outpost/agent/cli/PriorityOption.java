package io.outpost.agent.cli;

import io.outpost.agent.camera.Priority;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --priority}, by the words of the camera file. */
final class PriorityOption implements ITypeConverter<Priority>, Iterable<String> {
  @Override
  public Priority convert(String text) {
    return Priority.of(text)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "': expected one of " + labels()));
  }

  @Override
  public Iterator<String> iterator() {
    return labels().iterator();
  }

  private static List<String> labels() {
    return Arrays.stream(Priority.values()).map(Priority::label).toList();
  }
}
