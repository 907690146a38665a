package io.outpost.agent.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option that takes one of a few words, those of the camera file; lists them too. */
abstract class WordOption<T> implements ITypeConverter<T>, Iterable<String> {
  private final List<String> words;
  private final Function<String, Optional<T>> reader;

  WordOption(List<T> values, Function<T, String> word, Function<String, Optional<T>> reader) {
    this.words = values.stream().map(word).toList();
    this.reader = reader;
  }

  @Override
  public T convert(String text) {
    return reader
        .apply(text)
        .orElseThrow(() -> new TypeConversionException("'" + text + "': expected one of " + words));
  }

  @Override
  public Iterator<String> iterator() {
    return words.iterator();
  }
}
