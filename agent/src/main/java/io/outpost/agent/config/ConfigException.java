package io.outpost.agent.config;

import java.util.List;

/** Wrong configuration: what is wrong, where, and what to do. Ends a command with exit code 2. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // a list of strings, immutable
  private final List<String> problems;

  public ConfigException(String problem) {
    this(List.of(problem));
  }

  /**
   * @param problems one line each, at least one
   */
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each, in the order of the file. */
  public List<String> problems() {
    return problems;
  }
}
