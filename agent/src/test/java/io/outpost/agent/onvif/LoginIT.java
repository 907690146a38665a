package io.outpost.agent.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.onvif.DeviceSession.Proof;
import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.agent.testing.SimulatedTime;
import io.outpost.agent.testing.onvif.Guard;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.onvif.DeviceService;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How cameras want to see the password, and how they say no. */
class LoginIT {
  private static final Credentials RIGHT = new Credentials("station", new Secret("right-7"));
  private static final Credentials WRONG = new Credentials("station", new Secret("wrong-7"));

  /** Many cameras lock a user out after five wrong answers. */
  private static final int MOST_WRONG_TRIES = 4;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final OnvifClient client = new OnvifClient(thread, SystemTime.INSTANCE);

  @AfterEach
  void endThread() {
    thread.shutdownNow();
  }

  private static Temper guarded(Guard guard) {
    return new Temper().guarded(guard, RIGHT);
  }

  private CameraDescription describe(OnvifSimulator camera) throws Exception {
    return client.describe(camera.service(), Optional.of(RIGHT));
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN, TOKEN",
    "TOKEN_DIGEST, TOKEN",
    "TOKEN_TEXT, PLAIN_TOKEN",
    "HTTP_DIGEST_MD5, HTTP",
    "HTTP_DIGEST_SHA_256, HTTP",
    "HTTP_BASIC, HTTP"
  })
  void login_rightPassword_isProvedAsTheCameraWants(Guard guard, Proof proof) throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(guarded(guard))) {
      CameraDescription description = describe(camera);

      assertThat(description.proof()).isEqualTo(proof);
      assertThat(description.streams()).hasSize(2);
      assertThat(description.remarks()).isEmpty();
      assertThat(camera.refusedLogins()).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 500})
  void fault_underAnyHttpStatus_isARefusedLogin(int status) throws Exception {
    try (OnvifSimulator camera =
        OnvifSimulator.start(guarded(Guard.TOKEN_DIGEST).refusesUnder(status))) {
      assertThat(describe(camera).proof()).isEqualTo(Proof.TOKEN);
      assertThatThrownBy(() -> client.describe(camera.service(), Optional.of(WRONG)))
          .isInstanceOfSatisfying(
              OnvifException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED))
          .hasMessageContaining("user 'station'")
          .hasMessageNotContaining("wrong-7");
    }
  }

  @Test
  void bare401_insteadOfAFault_isARefusedLogin() throws Exception {
    try (OnvifSimulator camera =
        OnvifSimulator.start(guarded(Guard.TOKEN_DIGEST).refusesWithoutWords())) {
      assertThat(describe(camera).proof()).isEqualTo(Proof.TOKEN);
      assertThatThrownBy(() -> client.describe(camera.service(), Optional.of(WRONG)))
          .isInstanceOfSatisfying(
              OnvifException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
  void login_none_isAskedFor(Guard guard) throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(guarded(guard))) {
      assertThatThrownBy(() -> client.describe(camera.service(), Optional.empty()))
          .isInstanceOfSatisfying(
              OnvifException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_MISSING));
      assertThat(camera.logins()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
  void clock_behindALogin_isAskedWithIt(Guard guard) throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(guarded(guard).clockNeedsLogin())) {
      CameraDescription description = describe(camera);

      assertThat(description.streams()).hasSize(2);
      assertThat(camera.refusedLogins()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void token_cameraWithAFiveSecondWindowYearsOff_isDatedByTheCamerasClock() throws Exception {
    Temper temper =
        guarded(Guard.TOKEN_DIGEST)
            .clockAhead(Duration.ofDays(-9_000))
            .tokenWindow(Duration.ofSeconds(5));
    try (OnvifSimulator camera = OnvifSimulator.start(temper)) {
      CameraDescription description = describe(camera);

      assertThat(description.proof()).isEqualTo(Proof.TOKEN);
      assertThat(description.clock().orElseThrow().offset().plusDays(9_000).abs())
          .isLessThan(Duration.ofSeconds(5));
      assertThat(camera.refusedLogins()).isZero();
    }
  }

  @Test
  void token_cameraClockIsSetInMidSession_isDatedAnew() throws Exception {
    SimulatedTime time = new SimulatedTime(Instant.parse("2026-11-02T08:00:00Z"));
    Temper temper = guarded(Guard.TOKEN_DIGEST).time(time).tokenWindow(Duration.ofSeconds(5));
    try (OnvifSimulator camera = OnvifSimulator.start(temper)) {
      DeviceSession session = client.open(camera.service(), Optional.of(RIGHT));
      Answers.await(session.ask(DeviceService.getDeviceInformation()));
      time.advance(Duration.ofHours(1));

      assertThat(Answers.await(session.ask(DeviceService.getHostname()))).isEqualTo("simulated");
      assertThat(session.proof()).isEqualTo(Proof.TOKEN);
      assertThat(camera.refusedLogins()).isEqualTo(1);
    }
  }

  @Test
  void nonce_acceptedOnce_isNeverUsedTwice() throws Exception {
    try (OnvifSimulator camera =
        OnvifSimulator.start(guarded(Guard.TOKEN_DIGEST).takesNoncesOnce())) {
      describe(camera);

      assertThat(camera.logins()).isGreaterThan(5);
      assertThat(camera.refusedLogins()).isZero();
    }
  }

  static Stream<Arguments> guards() {
    return Stream.of(Guard.values())
        .filter(guard -> guard != Guard.OPEN)
        .flatMap(guard -> Stream.of(true, false).map(clock -> Arguments.of(guard, clock)));
  }

  @ParameterizedTest(name = "{0}, clock behind the login: {1}")
  @MethodSource("guards")
  void password_wrong_isTriedTooSeldomToLockAnybodyOut(Guard guard, boolean clock)
      throws Exception {
    Temper temper = guarded(guard);
    try (OnvifSimulator camera = OnvifSimulator.start(clock ? temper.clockNeedsLogin() : temper)) {
      DeviceSession session = client.open(camera.service(), Optional.of(WRONG));
      CameraDescriber describer =
          new CameraDescriber(session, OnvifClient.policy(camera.service()));
      assertThatThrownBy(describer::describe)
          .isInstanceOfSatisfying(
              OnvifException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED));
      for (int more = 0; more < 5; more++) {
        assertThatThrownBy(() -> Answers.await(session.ask(DeviceService.getScopes())))
            .isInstanceOf(OnvifException.class);
      }

      assertThat(camera.refusedLogins()).isBetween(1, MOST_WRONG_TRIES);
    }
  }
}
