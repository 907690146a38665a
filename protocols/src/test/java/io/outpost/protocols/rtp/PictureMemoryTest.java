package io.outpost.protocols.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureMemoryTest {
  private static final int MOST = 1 << 20;

  private final PictureMemory memory = new PictureMemory();

  private byte[] lend(int wanted) {
    return memory.grow(PictureMemory.none(), 0, wanted, MOST);
  }

  @Test
  void grow_fullMemory_keepsWhatWasUsed() {
    byte[] first = lend(3);
    first[0] = 1;
    first[1] = 2;
    first[2] = 3;

    byte[] second = memory.grow(first, 2, first.length + 1, MOST);

    assertThat(second).hasSize(2 * first.length).startsWith(1, 2, 0);
  }

  @Test
  void grow_nearTheMost_endsThere() {
    byte[] lent = memory.grow(lend(MOST - 1), 0, MOST, MOST);

    assertThat(lent).hasSize(MOST);
  }

  @Test
  void grow_somethingGivenBack_lendsTheLastOfIt() {
    byte[] first = lend(1);
    byte[] second = lend(100_000);
    memory.giveBack(first);
    memory.giveBack(second);

    assertThat(lend(1)).isSameAs(second);
    assertThat(lend(1)).isSameAs(first);
    assertThat(memory.keptBytes()).isZero();
  }

  @Test
  void grow_lastGivenBackIsTooSmall_makesMore() {
    memory.giveBack(lend(1));

    assertThat(lend(100_000)).hasSizeGreaterThanOrEqualTo(100_000);
  }

  @Test
  void giveBack_whatIsLent_isHeldNoLonger() {
    assertThat(memory.giveBack(lend(1))).isEmpty();
  }

  @Test
  void giveBack_nothingLent_isNotLentToAnother() {
    memory.giveBack(PictureMemory.none());

    assertThat(lend(1)).isNotEmpty();
  }

  @Test
  void giveBack_afterManyAtOneTime_keepsNoMoreThanItsBound() {
    List<byte[]> lent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lent.add(lend(MOST));
    }

    lent.forEach(memory::giveBack);

    assertThat(memory.keptBytes()).isEqualTo(PictureMemory.MAX_KEPT_BYTES);
  }
}
