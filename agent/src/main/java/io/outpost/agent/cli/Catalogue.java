package io.outpost.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts in Chinese, by their English.
 *
 * <p>A file of it holds a text's English template in one line, and in the next one, indented, the
 * same in Chinese; {@code #} begins a comment. A line is translated as a whole where a template
 * fits, the one with the most words of its own first. Else its parts are, between {@code ": "},
 * {@code "; "} and {@code ", "}: messages are put together from what several places know, such as
 * file, line, key, problem and advice.
 */
final class Catalogue implements Words {
  static final List<String> FILES =
      List.of("help.txt", "commands.txt", "configuration.txt", "cameras.txt", "words.txt");

  /** A longer line is data. */
  private static final int MAX_LINE = 1000;

  /** What stands before the words: the program's name, a list's dash, an exit code, a margin. */
  static final Pattern MARGIN = Pattern.compile("(?:outpost: |- |[0-9]  |[ ;,:]+)*");

  private static final Pattern SEPARATOR = Pattern.compile("[:;,] ");

  private static final Pattern ENCLOSED = Pattern.compile("(|\\S+ )\\((.*)\\)");

  private final List<Phrase> phrases;

  private Catalogue(List<Phrase> phrases) {
    this.phrases = phrases;
  }

  private static final class Loaded {
    static final Catalogue CHINESE = new Catalogue(load());
  }

  static Catalogue chinese() {
    return Loaded.CHINESE;
  }

  List<Phrase> phrases() {
    return phrases;
  }

  @Override
  public synchronized String of(String english) {
    if (english.length() > MAX_LINE) {
      return english;
    }
    Matcher margin = MARGIN.matcher(english);
    int begin = margin.lookingAt() ? margin.end() : 0;
    String words = english.substring(begin).stripTrailing();
    String said = said(words);
    if (said.equals(words)) {
      return english;
    }
    return english.substring(0, begin).replace("; ", "；").replace(", ", "，")
        + said
        + english.substring(begin + words.length());
  }

  private String said(String text) {
    return whole(text).or(() -> enclosed(text)).orElseGet(() -> parts(text));
  }

  private Optional<String> whole(String text) {
    for (Phrase phrase : phrases) {
      Optional<String> said = phrase.translate(text, this::of);
      if (said.isPresent()) {
        return said;
      }
    }
    return Optional.empty();
  }

  /** What is said in brackets, alone or after a word that stays. */
  private Optional<String> enclosed(String text) {
    Matcher brackets = ENCLOSED.matcher(text);
    return brackets.matches()
        ? Optional.of(brackets.group(1) + "(" + of(brackets.group(2)) + ")")
        : Optional.empty();
  }

  /** The longest beginning that is known, and then the rest; else the first part stays English. */
  private String parts(String text) {
    List<Integer> ends = new ArrayList<>();
    Matcher separators = SEPARATOR.matcher(text);
    while (separators.find()) {
      ends.add(0, separators.start());
    }
    if (ends.isEmpty()) {
      return text;
    }
    for (int end : ends) {
      Optional<String> said = beginning(text, end);
      if (said.isPresent()) {
        return said.get() + separator(text, end) + of(text.substring(end + 2));
      }
    }
    int first = ends.get(ends.size() - 1);
    String rest = text.substring(first + 2);
    String said = of(rest);
    return said.equals(rest) ? text : text.substring(0, first) + separator(text, first) + said;
  }

  /** Known as a text of its own, or as a word that stands before a colon, such as {@code main:}. */
  private Optional<String> beginning(String text, int end) {
    return whole(text.substring(0, end))
        .or(
            () ->
                text.charAt(end) == ':'
                    ? whole(text.substring(0, end + 1)).map(Catalogue::withoutColon)
                    : Optional.empty());
  }

  private static String withoutColon(String said) {
    return said.substring(0, said.length() - 1);
  }

  private static String separator(String text, int at) {
    return switch (text.charAt(at)) {
      case ';' -> "；";
      case ',' -> "，";
      default -> ": ";
    };
  }

  private static List<Phrase> load() {
    List<Phrase> phrases = new ArrayList<>();
    for (String file : FILES) {
      load(file, phrases);
    }
    phrases.sort(Comparator.comparingInt(Phrase::literalLength).reversed());
    return List.copyOf(phrases);
  }

  private static void load(String file, List<Phrase> phrases) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("zh/" + file), file),
                StandardCharsets.UTF_8))) {
      String english = "";
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(" ")) {
          phrases.add(new Phrase(english, line.strip()));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          english = line;
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("the catalogue cannot be read: " + file, broken);
    }
  }
}
