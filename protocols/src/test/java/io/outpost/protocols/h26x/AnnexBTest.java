package io.outpost.protocols.h26x;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnexBTest {
  private static final int CASES = 20_000;
  private static final int MAX_BYTES = 64;

  /** From bytes that are mostly start codes to bytes like coded video. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 16, 256})
  void indexOfStartCode_anyBytes_findsTheFirst(int alphabet) {
    Random random = new Random(alphabet);
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = new byte[random.nextInt(MAX_BYTES)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) (alphabet == 256 ? random.nextInt() : random.nextInt(alphabet));
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      plant(bytes, random);

      assertThat(AnnexB.indexOfStartCode(bytes, from, to))
          .as("alphabet %d, case %d, from %d to %d", alphabet, i, from, to)
          .isEqualTo(byteByByte(bytes, from, to));
    }
  }

  private static void plant(byte[] bytes, Random random) {
    if (bytes.length >= 3 && random.nextBoolean()) {
      int at = random.nextInt(bytes.length - 2);
      bytes[at] = 0;
      bytes[at + 1] = 0;
      bytes[at + 2] = 1;
    }
  }

  private static int byteByByte(byte[] bytes, int from, int to) {
    for (int at = from; at + 2 < to; at++) {
      if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) {
        return at;
      }
    }
    return -1;
  }
}
