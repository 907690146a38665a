package io.outpost.agent.cli;

/** What a script can rely on. */
enum ExitCode {
  OK(0, "done"),
  FAILED(1, "a check failed, or what was asked for is not there"),
  USAGE(2, "wrong options or configuration"),
  UNREACHABLE(3, "a camera's stream, a worker or the agent cannot be reached"),
  UNEXPECTED(4, "an error in outpost itself; --verbose shows where"),
  FULL(5, "the box has no room for the camera");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }
}
