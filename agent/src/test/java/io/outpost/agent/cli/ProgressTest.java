package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final StringWriter shown = new StringWriter();
  private final CountDownLatch written = new CountDownLatch(1);

  @Test
  void during_shortWork_saysNothing() throws Exception {
    String result = new Progress(terminal(true), Duration.ofHours(1)).during("work", () -> "done");

    assertThat(result).isEqualTo("done");
    assertThat(shown.toString()).isEmpty();
  }

  @Test
  void during_longWorkWithoutTerminal_saysItInAPlainLine() throws Exception {
    new Progress(terminal(false), Duration.ZERO).during("asking the camera", this::untilWritten);

    assertThat(shown.toString()).isEqualTo("outpost: asking the camera, 0 s\n");
  }

  @Test
  void during_longWorkOnTerminal_wipesItsLineAtTheEnd() throws Exception {
    new Progress(terminal(true), Duration.ZERO).during("asking the camera", this::untilWritten);

    assertThat(shown.toString())
        .startsWith("\routpost: asking the camera, 0 s")
        .endsWith("\r\u001b[K");
  }

  private boolean untilWritten() throws InterruptedException {
    return written.await(60, TimeUnit.SECONDS);
  }

  private Terminal terminal(boolean interactive) {
    Writer writer =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) {
            shown.write(text, offset, length);
          }

          @Override
          public void flush() {
            written.countDown();
          }

          @Override
          public void close() {}
        };
    return new Terminal(
        new PrintWriter(writer, true),
        new PrintWriter(writer, true),
        InputStream.nullInputStream(),
        prompt -> Optional.empty(),
        prompt -> Optional.empty(),
        interactive,
        Map.of());
  }
}
