package io.outpost.agent.cli;

import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The texts of {@code --help} in another language, as the command library asks for them: by keys
 * that it makes of the names of commands and options. They are looked up by their English here, so
 * that a text that was changed in English cannot keep a translation that no longer says the same.
 */
final class HelpWords extends ResourceBundle {
  private final Words words;
  private final Map<String, String> texts = new HashMap<>();

  private HelpWords(Words words) {
    this.words = words;
  }

  /** Has a command, and all below it, explain itself in the language. */
  static void apply(CommandLine command, Words words) {
    if (words != Words.ENGLISH) {
      HelpWords help = new HelpWords(words);
      help.read(command);
      command.setResourceBundle(help);
    }
  }

  private void read(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName(".") + ".";
    UsageMessageSpec usage = spec.usageMessage();
    texts.put(name + "usage.synopsisHeading", usage.synopsisHeading());
    texts.put(name + "usage.optionListHeading", usage.optionListHeading());
    texts.put(name + "usage.commandListHeading", usage.commandListHeading());
    texts.put(name + "usage.footerHeading", usage.footerHeading());
    put(name + "usage.description", usage.description());
    put(name + "usage.footer", usage.footer());
    for (OptionSpec option : spec.options()) {
      put(name + option.longestName().replaceFirst("^-+", ""), option.description());
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      put(name + parameter.paramLabel() + "[" + parameter.index() + "]", parameter.description());
    }
    command.getSubcommands().values().forEach(this::read);
  }

  private void put(String key, String... lines) {
    for (int i = 0; i < lines.length; i++) {
      texts.put(key + "." + i, lines[i]);
    }
  }

  @Override
  protected @Nullable Object handleGetObject(String key) {
    String english = texts.get(key);
    return english == null ? null : words.of(english);
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(texts.keySet());
  }
}
