package io.outpost.agent.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text of the catalogue in both languages, each with the placeholders of {@link
 * java.util.Formatter}: {@code %s}, {@code %d}, {@code %.1f}; in Chinese they may change places as
 * {@code %2$s}. Not for several threads at once.
 */
final class Phrase {
  private static final Pattern PLACEHOLDER = Pattern.compile("%(?:(\\d+)\\$)?([-\\d.]*)([sdf])|%%");
  private static final Pattern SEPARATOR = Pattern.compile("[:;] ");

  private final String english;
  private final String chinese;
  private final String literal;
  private final int literalLength;
  private @Nullable Pattern pattern;

  Phrase(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
    String[] literals = PLACEHOLDER.split(english);
    this.literal = Arrays.stream(literals).reduce("", (a, b) -> b.length() > a.length() ? b : a);
    this.literalLength = Arrays.stream(literals).mapToInt(String::length).sum();
  }

  String english() {
    return english;
  }

  String chinese() {
    return chinese;
  }

  /** How much of it is its own words: the more, the surer is a match. */
  int literalLength() {
    return literalLength;
  }

  /**
   * The text in Chinese, if it is this phrase.
   *
   * @param inner translates what stands in place of a {@code %s}
   */
  Optional<String> translate(String text, UnaryOperator<String> inner) {
    if (!text.contains(literal)) {
      return Optional.empty();
    }
    Matcher found = pattern().matcher(text);
    if (!found.matches() || swallows(found)) {
      return Optional.empty();
    }
    StringBuilder said = new StringBuilder();
    Matcher places = PLACEHOLDER.matcher(chinese);
    int next = 1;
    int end = 0;
    while (places.find()) {
      append(said, chinese.substring(end, places.start()));
      if (places.group(3) == null) {
        said.append('%');
      } else {
        int group = places.group(1) == null ? next : Integer.parseInt(places.group(1));
        append(said, value(found, group, inner));
        next++;
      }
      end = places.end();
    }
    append(said, chinese.substring(end));
    return Optional.of(said.toString());
  }

  /**
   * What stands first before a colon may be a word that is known with it, such as {@code main:}.
   */
  private String value(Matcher found, int group, UnaryOperator<String> inner) {
    String english = found.group(group);
    if (group == 1 && this.english.startsWith("%s: ")) {
      String named = inner.apply(english + ":");
      if (!named.equals(english + ":")) {
        return named.substring(0, named.length() - 1);
      }
    }
    return inner.apply(english);
  }

  /** Chinese has blanks around what is not Chinese, and none within. */
  private static void append(StringBuilder said, String more) {
    if (isChinese(said, said.length() - 2) && said.charAt(said.length() - 1) == ' ') {
      said.setLength(said.length() - (isChinese(more, 0) ? 1 : 0));
    }
    boolean blank =
        more.startsWith(" ") && isChinese(more, 1) && isChinese(said, said.length() - 1);
    said.append(blank ? more.substring(1) : more);
  }

  private static boolean isChinese(CharSequence text, int at) {
    return at >= 0
        && at < text.length()
        && Character.UnicodeScript.of(text.charAt(at)) == Character.UnicodeScript.HAN;
  }

  /**
   * Whether a placeholder at the end ran over a separator into a text of its own, which would be
   * carried along when the placeholders change places.
   */
  private boolean swallows(Matcher found) {
    String before = english.replaceFirst("(%s)+$", "");
    int trailing = (english.length() - before.length()) / 2;
    if (before.endsWith(": ") || before.endsWith("; ")) {
      return false;
    }
    for (int group = found.groupCount(); group > found.groupCount() - trailing; group--) {
      if (SEPARATOR.matcher(found.group(group)).find()) {
        return true;
      }
    }
    return false;
  }

  private Pattern pattern() {
    Pattern known = pattern;
    if (known == null) {
      known = compiled(english);
      pattern = known;
    }
    return known;
  }

  private static Pattern compiled(String template) {
    StringBuilder regex = new StringBuilder();
    Matcher places = PLACEHOLDER.matcher(template);
    int end = 0;
    while (places.find()) {
      String literal = template.substring(end, places.start());
      regex
          .append(Pattern.quote(literal))
          .append(place(places, template.startsWith("%", places.end())));
      end = places.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(template.substring(end))).toString());
  }

  /** The first of several side by side takes all; the others are what may be added to it. */
  private static String place(Matcher place, boolean followed) {
    if (place.group(3) == null) {
      return "%";
    }
    return switch (place.group(3)) {
      case "d" -> "(-?\\d+ *)";
      case "f" -> "(-?[\\d.,]+)";
      default -> followed ? "(.*)" : "(.*?)";
    };
  }
}
