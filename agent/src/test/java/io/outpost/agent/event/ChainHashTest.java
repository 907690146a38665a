package io.outpost.agent.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainHashTest {
  private static final byte[] PLAIN = "{\"id\":\"a\",\"data\":{}}".getBytes(UTF_8);

  @Test
  void seal_thenOf_isTheHashOfWhatWasSealed() throws Exception {
    byte[] sealed = ChainHash.seal(PLAIN);

    assertThat(ChainHash.of(sealed)).isEqualTo(Hashes.sha256Hex(PLAIN));
    assertThat(ChainHash.claimed(sealed)).contains(Hashes.sha256Hex(PLAIN));
    assertThat(new ObjectMapper().readTree(sealed).path("eventhash").asText())
        .isEqualTo(Hashes.sha256Hex(PLAIN));
  }

  @Test
  void of_eventWithoutHash_isThatOfAllItsBytes() {
    assertThat(ChainHash.claimed(PLAIN)).isEmpty();
    assertThat(ChainHash.of(PLAIN)).isEqualTo(Hashes.sha256Hex(PLAIN));
  }

  @Test
  void of_anyByteChanged_differsFromWhatIsClaimed() {
    byte[] sealed = ChainHash.seal(PLAIN);
    for (int at = 0; at < PLAIN.length - 1; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThat(ChainHash.of(changed)).as("byte " + at).isNotEqualTo(Hashes.sha256Hex(PLAIN));
    }
  }

  @Test
  void parse_whatTextGives_isTheSame() {
    String hash = Hashes.sha256Hex(PLAIN);
    List<LostRange> ranges =
        List.of(new LostRange(1, 1, Optional.empty()), new LostRange(3, 12, Optional.of(hash)));

    assertThat(ChainLink.text(ranges)).isEqualTo("1-1,3-12:" + hash);
    assertThat(ChainLink.parse(ChainLink.text(ranges))).isEqualTo(ranges);
    assertThat(ChainLink.parse(ChainLink.text(List.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "3", "0-1", "4-3", "1-2:abc", "1-2,", "-1-2", "1-9999999999999999999"})
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> ChainLink.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
