package io.outpost.agent.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language that a command answers in: English, as everything in the code is written, or by the
 * locale Chinese (Simplified).
 *
 * <p>Translation happens here, where text leaves the command. What is said comes from everywhere:
 * from the camera file's schema, from a stream that failed, from a camera that refused a question.
 * If each of these places knew languages, logs, JSON and tests would depend on the locale of
 * whoever started the process; so they speak English, and only what a person reads on a terminal is
 * said in that person's language. What the {@link Catalogue} does not know goes out in English.
 *
 * <p>Exit codes, ids, addresses, names of keys and options, reason labels and all JSON stay as they
 * are. For English nothing is loaded.
 */
interface Words {
  Words ENGLISH = text -> text;

  /**
   * The first variable that is set decides, in the order of POSIX. Before them stands what
   * bin/outpost keeps there when it has to give Java another locale, for the sake of names.
   */
  List<String> VARIABLES = List.of("OUTPOST_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG");

  Pattern PROMPT = Pattern.compile("(.*?)((?: \\[.*])?: )");

  /** A line, or a part of one, in this language. */
  String of(String english);

  /** By the locale that the variables name: {@code zh_CN.UTF-8} is Chinese, {@code C} is not. */
  static Words by(Map<String, String> environment) {
    return VARIABLES.stream()
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("")
            .matches("zh([_.@-].*)?")
        ? Catalogue.chinese()
        : ENGLISH;
  }

  /** A question that ends with a colon, or with a proposed answer and a colon. */
  default String prompt(String english) {
    Matcher question = PROMPT.matcher(english);
    return question.matches() ? of(question.group(1)) + question.group(2) : of(english);
  }

  /** A writer that says whole lines in this language. */
  default PrintWriter over(PrintWriter writer) {
    return this == ENGLISH ? writer : new WordsWriter(writer, this);
  }
}
