package io.outpost.agent.cli;

import io.outpost.agent.camera.TransportChoice;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --transport}, by the words of the camera file. */
final class TransportOption implements ITypeConverter<TransportChoice>, Iterable<String> {
  @Override
  public TransportChoice convert(String text) {
    return TransportChoice.of(text)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "': expected one of " + labels()));
  }

  @Override
  public Iterator<String> iterator() {
    return labels().iterator();
  }

  private static List<String> labels() {
    return Arrays.stream(TransportChoice.values()).map(TransportChoice::label).toList();
  }
}
