package io.outpost.agent.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import io.outpost.agent.config.ConfigFile;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * One event, one line: time, level, where, and the message with its keys and values. What comes
 * from outside cannot begin a line of its own, and whatever looks like a user and password in a URL
 * is taken out as a last resort.
 */
final class LogLayout extends LayoutBase<ILoggingEvent> {
  private static final int MAX_CAUSES = 8;
  private static final int MAX_FRAMES = 6;

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ');
    line.append(event.getLevel()).append(' ');
    String logger = event.getLoggerName();
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(' ');
    line.append(event.getFormattedMessage());
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> line.append(' ').append(pair.key).append('=').append(pair.value));
    }
    IThrowableProxy cause = event.getThrowableProxy();
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      append(line, cause);
    }
    return ConfigFile.withoutUserInfo(printable(line)) + System.lineSeparator();
  }

  /** An error's name and words, and the first frames of where it was. */
  private static void append(StringBuilder line, IThrowableProxy cause) {
    line.append(" cause=\"").append(cause.getClassName()).append(": ");
    line.append(cause.getMessage()).append('"');
    var frames = cause.getStackTraceElementProxyArray();
    for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
      line.append(i == 0 ? " at=" : "<").append(frames[i].getStackTraceElement());
    }
  }

  private static String printable(StringBuilder line) {
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString();
  }
}
