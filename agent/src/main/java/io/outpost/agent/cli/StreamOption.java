package io.outpost.agent.cli;

import io.outpost.agent.camera.StreamUrl;

/** Reads a stream's address, and says which option has it wrong. */
final class StreamOption {
  private StreamOption() {}

  static StreamUrl parse(String option, String text) throws CommandFailure {
    try {
      return StreamUrl.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, option + ": " + wrong.getMessage());
    }
  }
}
