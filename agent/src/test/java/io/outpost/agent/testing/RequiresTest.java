package io.outpost.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequiresTest {
  @Test
  void command_present_isFound() {
    assertThat(Requires.command("sh", "dash")).isExecutable();
  }

  @Test
  void command_absent_skipsOrFailsWithWhatToInstall() {
    assertThatThrownBy(() -> Requires.command("no-such-program", "the-package"))
        .isInstanceOfAny(TestAbortedException.class, AssertionFailedError.class)
        .hasMessageContaining("needs no-such-program")
        .hasMessageContaining("the-package");
  }

  @Test
  void shared_absent_skips() {
    assertThatThrownBy(() -> Requires.shared("no/such/file"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("../shared/no/such/file");
  }

  @Test
  void repository_holdsTheBuild() {
    assertThat(Requires.repository().resolve("pom.xml")).exists();
  }
}
