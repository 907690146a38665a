package io.outpost.agent.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.testing.SimulatedTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {
  private final SimulatedTime time = new SimulatedTime(Instant.EPOCH);
  private final LoginAttempts attempts = new LoginAttempts(time);

  @Test
  void wrong_asOftenAsMay_locksOutThatAddressForTheWindow() throws Exception {
    for (int i = 1; i < LoginAttempts.MAX_WRONG; i++) {
      assertThat(attempts.wrong(address(1))).isFalse();
    }
    assertThat(attempts.lockedOut(address(1))).isFalse();

    assertThat(attempts.wrong(address(1))).isTrue();

    assertThat(attempts.lockedOut(address(1))).isTrue();
    assertThat(attempts.lockedOut(address(2))).isFalse();
    time.advance(LoginAttempts.WINDOW);
    assertThat(attempts.lockedOut(address(1))).isFalse();
  }

  @Test
  void wrong_fromMoreAddressesThanAreKept_forgetsTheOldest() throws Exception {
    for (int i = 0; i < LoginAttempts.MAX_WRONG; i++) {
      attempts.wrong(address(0));
    }
    for (int i = 1; i < LoginAttempts.MAX_ADDRESSES; i++) {
      attempts.wrong(address(i));
    }
    assertThat(attempts.lockedOut(address(0))).isTrue();

    attempts.wrong(address(LoginAttempts.MAX_ADDRESSES));

    assertThat(attempts.lockedOut(address(0))).isFalse();
  }

  private static InetAddress address(int number) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
  }
}
