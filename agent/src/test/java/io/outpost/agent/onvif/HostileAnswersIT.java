package io.outpost.agent.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.agent.testing.ScriptedServer;
import io.outpost.agent.testing.onvif.Delivery;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import io.outpost.agent.testing.onvif.UntouchedHost;
import io.outpost.agent.time.SystemTime;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody could answer who means us harm: it ends in a clear message, and soon. */
class HostileAnswersIT {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final String BILLION_LAUGHS =
      """
      <?xml version="1.0"?>
      <!DOCTYPE lolz [
        <!ENTITY a "ha ha ha ha ha ha ha ha ha ha">
        <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
        <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
      ]>
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
      <GetDeviceInformationResponse><Model>&d;</Model></GetDeviceInformationResponse>
      </s:Body></s:Envelope>
      """;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final OnvifClient client = new OnvifClient(thread, SystemTime.INSTANCE);
  private final OnvifClient impatient =
      new OnvifClient(new SoapPost(thread, PATIENCE), SystemTime.INSTANCE);

  @AfterEach
  void endThread() {
    thread.shutdownNow();
  }

  private static void isRefused(OnvifClient client, URI service, Reason reason, String words) {
    assertThatThrownBy(() -> client.describe(service, Optional.empty()))
        .isInstanceOfSatisfying(OnvifException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(service.toString())
        .hasMessageContaining(words);
  }

  @Test
  void billionLaughs_areRefusedUnread() throws Exception {
    Temper temper = new Temper().answers("GetDeviceInformation", BILLION_LAUGHS);
    try (OnvifSimulator camera = OnvifSimulator.start(temper)) {
      isRefused(client, camera.service(), Reason.NOT_ONVIF, "document type");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HUGE", "ENDLESS"})
  void answer_longerThanAnyThatMakesSense_isCutOff(Delivery delivery) throws Exception {
    Temper temper = new Temper().delivers("GetDeviceInformation", delivery);
    try (OnvifSimulator camera = OnvifSimulator.start(temper)) {
      isRefused(client, camera.service(), Reason.TOO_LARGE, "longer than 2097152 bytes");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TRICKLED", "NEVER"})
  void answer_thatNeverComesToItsEnd_isGivenUp(Delivery delivery) throws Exception {
    Temper temper = new Temper().delivers("GetDeviceInformation", delivery);
    try (OnvifSimulator camera = OnvifSimulator.start(temper)) {
      isRefused(impatient, camera.service(), Reason.TOO_SLOW, "no answer within");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: minus one\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
        "HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 3\r\n\r\n<a>",
        "RTSP/1.0 400 Bad Request\r\n\r\n"
      })
  void http_malformed_isNoOnvif(String said) throws Exception {
    try (ScriptedServer server = ScriptedServer.greeting(said)) {
      URI service = URI.create("http://127.0.0.1:" + server.port() + "/onvif/device_service");
      assertThatThrownBy(() -> impatient.describe(service, Optional.empty()))
          .isInstanceOfSatisfying(
              OnvifException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ONVIF))
          .hasMessageContaining(service.toString());
    }
  }

  @Test
  void http_endlessHeader_isCutOff() throws Exception {
    byte[] line = ("X-Filler: " + "x".repeat(1_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (ScriptedServer server =
        ScriptedServer.running(
            connection -> {
              connection
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
              while (!connection.isClosed()) {
                connection.getOutputStream().write(line);
              }
            })) {
      URI service = URI.create("http://127.0.0.1:" + server.port() + "/onvif/device_service");
      assertThatThrownBy(() -> impatient.describe(service, Optional.empty()))
          .isInstanceOf(OnvifException.class);
    }
  }

  @Test
  void redirect_toAnotherHost_isNotFollowed() throws Exception {
    try (UntouchedHost other = UntouchedHost.open()) {
      String location = "http://" + other.authority() + "/onvif/device_service";
      try (OnvifSimulator camera = OnvifSimulator.start(new Temper().redirects(location))) {
        isRefused(client, camera.service(), Reason.ELSEWHERE, location);
        assertThat(other.wasTouched()).isFalse();
      }
    }
  }
}
