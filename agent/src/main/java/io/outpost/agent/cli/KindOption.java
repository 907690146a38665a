package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --kind}, by the words of the camera file. */
final class KindOption implements ITypeConverter<Kind>, Iterable<String> {
  @Override
  public Kind convert(String text) {
    for (Kind kind : Kind.values()) {
      if (kind.label().equals(text)) {
        return kind;
      }
    }
    throw new TypeConversionException("'" + text + "': expected one of " + labels());
  }

  @Override
  public Iterator<String> iterator() {
    return labels().iterator();
  }

  private static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      labels.add(kind.label());
    }
    return labels;
  }
}
