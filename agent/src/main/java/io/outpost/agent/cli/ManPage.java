package io.outpost.agent.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the manual page in the man macros of roff (man(7)). The tool that comes with the command
 * library writes AsciiDoc, which takes a Ruby runtime to become a page.
 */
final class ManPage {
  private final StringBuilder roff = new StringBuilder();

  private ManPage() {}

  static String of(CommandLine command) {
    ManPage page = new ManPage();
    page.write(command);
    return page.roff.toString();
  }

  private void write(CommandLine command) {
    CommandSpec outpost = command.getCommandSpec();
    line(".TH OUTPOST 1 \"\" \"Outpost\" \"Outpost manual\"");
    section("NAME");
    line(text("outpost - " + firstSentence(outpost)));
    section("SYNOPSIS");
    line(".B outpost");
    line("[\\fIOPTIONS\\fR] \\fICOMMAND\\fR ...");
    section("DESCRIPTION");
    paragraphs(outpost.usageMessage().description());
    section("OPTIONS OF EVERY COMMAND");
    outpost.options().forEach(this::option);
    section("COMMANDS");
    subcommands(command);
    section("EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      line(".TP");
      line(".B " + code.code());
      line(text(code.meaning()));
    }
    section("FILES");
    file("/etc/outpost/agent.yaml", "the agent itself");
    file("/etc/outpost/cameras.d/", "a file for each camera");
    file("/etc/outpost/credentials.yaml", "users and sealed passwords");
    file("/etc/outpost/credentials.key", "the key that they are sealed with");
    section("ENVIRONMENT");
    line(".TP");
    line(".B OUTPOST_CONFIG");
    line("The folder of the configuration, where \\-\\-config is not given.");
  }

  private void subcommands(CommandLine parent) {
    Map<String, CommandLine> byName = new TreeMap<>(parent.getSubcommands());
    byName.forEach(
        (name, command) -> {
          if (command.getSubcommands().isEmpty()) {
            subcommand(command);
          } else {
            subcommands(command);
          }
        });
  }

  private void subcommand(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    StringBuilder synopsis = new StringBuilder(spec.qualifiedName());
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      synopsis.append(' ').append(parameter.paramLabel());
    }
    line(".SS " + quoted(synopsis.toString()));
    paragraphs(spec.usageMessage().description());
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      line(".TP");
      line(".I " + text(parameter.paramLabel()));
      described(parameter);
    }
    spec.options().stream().filter(option -> !option.inherited()).forEach(this::option);
    examples(spec.usageMessage().footer());
  }

  private void option(OptionSpec option) {
    line(".TP");
    StringBuilder names = new StringBuilder("\\fB");
    names.append(text(String.join(", ", option.names()))).append("\\fR");
    if (option.arity().max() > 0) {
      names.append("=\\fI").append(text(option.paramLabel())).append("\\fR");
    }
    line(names.toString());
    described(option);
  }

  private void described(ArgSpec argument) {
    line(text(String.join(" ", argument.description())));
  }

  private void paragraphs(String... lines) {
    for (String sentence : lines) {
      line(".PP");
      line(text(sentence));
    }
  }

  /** As they are, for copying. */
  private void examples(String... lines) {
    if (lines.length == 0) {
      return;
    }
    line(".PP");
    line(".EX");
    for (String sentence : List.of(lines)) {
      line(text(sentence));
    }
    line(".EE");
  }

  private void file(String name, String what) {
    line(".TP");
    line(".I " + text(name));
    line(text(what));
  }

  private void section(String heading) {
    line(".SH " + quoted(heading));
  }

  private static String firstSentence(CommandSpec spec) {
    String[] description = spec.usageMessage().description();
    return description.length == 0 ? "" : description[0].replaceAll("\\.$", "");
  }

  private static String quoted(String heading) {
    return '"' + text(heading).replace("\"", "\\(dq") + '"';
  }

  /** A hyphen is one that can be copied, and no line begins as a request. */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-").replace("%n", "");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private void line(String text) {
    roff.append(text).append('\n');
  }
}
