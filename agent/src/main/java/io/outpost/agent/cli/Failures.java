package io.outpost.agent.cli;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.ConfigFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Turns whatever ended a command into lines and an exit code. */
final class Failures {
  private final Terminal terminal;
  private final BooleanSupplier verbose;

  Failures(Terminal terminal, BooleanSupplier verbose) {
    this.terminal = terminal;
    this.verbose = verbose;
  }

  int usage(String problem, String command) {
    line(oneLine(problem) + "; see '" + command + " --help'");
    return ExitCode.USAGE.code();
  }

  int report(Exception failure) {
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(terminal.err());
    }
    if (failure instanceof ConfigException wrong) {
      wrong.problems().forEach(this::line);
      return ExitCode.USAGE.code();
    }
    if (failure instanceof CommandFailure ended) {
      line(String.valueOf(ended.getMessage()));
      return ended.exitCode().code();
    }
    if (failure instanceof IOException lost) {
      line(words(lost));
      return ExitCode.FAILED.code();
    }
    if (failure instanceof UncheckedIOException lost && lost.getCause() != null) {
      line(words(lost.getCause()));
      return ExitCode.FAILED.code();
    }
    line(
        "%s; this is an error in outpost: please report it with what '--verbose' adds"
            .formatted(failure));
    return ExitCode.UNEXPECTED.code();
  }

  private static String words(IOException failure) {
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile()
          + ": permission denied; run as the user it belongs to, or name a folder of your own with"
          + " --config DIR";
    }
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + kind(file);
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** {@code NoSuchFileException} as {@code no such file}. */
  private static String kind(FileSystemException failure) {
    String name = failure.getClass().getSimpleName().replace("Exception", "");
    return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }

  private void line(String text) {
    terminal.err().println("outpost: " + ConfigFile.withoutUserInfo(oneLine(text)));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
  }
}
