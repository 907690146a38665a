package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageBuffersTest {
  private final MessageBuffers buffers = new MessageBuffers();

  @Test
  void take_oneThatWasGivenBack_isTheSame_whileItIsLargeEnough() {
    byte[] first = buffers.take(20_000);
    buffers.give(first);

    assertThat(buffers.take(first.length)).isSameAs(first);
    buffers.give(first);
    assertThat(buffers.take(first.length + 1)).hasSizeGreaterThan(first.length);
  }

  @Test
  void take_twice_areTwo() {
    assertThat(buffers.take(100)).isNotSameAs(buffers.take(100));
  }

  @Test
  void take_anySize_holdsIt() {
    for (int bytes : new int[] {0, 1, 16_384, 16_385, 65_536, 65_537, 64 << 20}) {
      assertThat(buffers.take(bytes)).hasSizeGreaterThanOrEqualTo(bytes);
    }
  }

  @Test
  void give_largerThanIsUsual_isNotKept() {
    byte[] huge = buffers.take(5 << 20);
    buffers.give(huge);

    assertThat(buffers.take(100)).isNotSameAs(huge);
  }
}
