package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import io.outpost.agent.vision.wire.Cause;
import java.nio.charset.StandardCharsets;

/** A request cannot be carried out; its message goes to the agent, and the worker goes on. */
final class VisionException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int MAX_TEXT = 128;

  private final Cause cause;

  VisionException(String message) {
    this(Cause.CAUSE_UNKNOWN, message);
  }

  VisionException(Cause cause, String message) {
    super(message);
    this.cause = cause;
  }

  /** By which the agent tells refusals apart. */
  Cause refusal() {
    return cause;
  }

  /**
   * The return code of an FFmpeg function, if it is not an error.
   *
   * @throws VisionException with FFmpeg's own words, if it is
   */
  static int check(int code, String what) throws VisionException {
    if (code < 0) {
      throw new VisionException(what + ": " + text(code));
    }
    return code;
  }

  private static String text(int code) {
    byte[] text = new byte[MAX_TEXT];
    if (av_strerror(code, text, text.length) < 0) {
      return "FFmpeg error " + code;
    }
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
