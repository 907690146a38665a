package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadPaceTest {
  @Test
  void mayWait_untilTheLastDatagramStreamCloses_isFalse() {
    ReadPace pace = new ReadPace();
    assertThat(pace.mayWait()).isTrue();

    pace.onDatagramsOpened();
    pace.onDatagramsOpened();
    pace.onDatagramsClosed();
    assertThat(pace.mayWait()).isFalse();

    pace.onDatagramsClosed();
    assertThat(pace.mayWait()).isTrue();
  }
}
