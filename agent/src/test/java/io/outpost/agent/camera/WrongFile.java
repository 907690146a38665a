package io.outpost.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.config.ConfigException;

/** A camera's file with one mistake in it. */
final class WrongFile {
  private WrongFile() {}

  /**
   * What is wrong is one line with its path and the way out.
   *
   * @param change of the file: {@code before -> after}
   */
  static void assertRefused(String file, String change, String message) {
    String[] parts = change.split(" -> ?", 2);
    assertThat(file).contains(parts[0]);
    String text = file.replace(parts[0], parts[1]);

    assertThatThrownBy(() -> CameraFile.parse(text, "f.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }
}
