package io.outpost.agent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtOnceTest {
  @Test
  void call_theFirstEndsLast_answersInTheOrderOfTheParts() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    Callable<String> waiting =
        () -> {
          second.await();
          return "first";
        };
    Callable<String> quick =
        () -> {
          second.countDown();
          return "second";
        };

    assertThat(AtOnce.call(List.of(waiting, quick))).containsExactly("first", "second");
  }

  @Test
  void call_aLaterPartFails_interruptsTheFirstAndSaysWhy() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Callable<String> endless =
        () -> {
          try {
            new CountDownLatch(1).await();
          } finally {
            interrupted.countDown();
          }
          return "never";
        };
    Callable<String> broken =
        () -> {
          throw new IOException("the disk is full");
        };

    assertThatThrownBy(() -> AtOnce.call(List.of(endless, broken)))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
