package io.outpost.agent.camera;

import java.util.Arrays;

/** A password or token. It prints as {@code ***}; only {@link #reveal} gives it away. */
public final class Secret {
  private final char[] value;

  public Secret(String value) {
    this.value = value.toCharArray();
  }

  /** The plain text, for the one place that computes an answer with it. */
  public String reveal() {
    return new String(value);
  }

  @Override
  public String toString() {
    return "***";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }
}
