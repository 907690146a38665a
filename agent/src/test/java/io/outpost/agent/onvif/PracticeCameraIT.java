package io.outpost.agent.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.demo.device.DeviceIdentity;
import io.outpost.agent.demo.device.OnvifCamera;
import io.outpost.agent.demo.device.SimulatedProfile;
import io.outpost.agent.onvif.DeviceSession.Proof;
import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.http.Challenge;
import io.outpost.protocols.http.ClientAuthenticator;
import io.outpost.protocols.http.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The camera that is practised on, as our client sees it and as others might use it. */
class PracticeCameraIT {
  private static final Credentials RIGHT = new Credentials("demo", new Secret("right-7"));
  private static final Credentials WRONG = new Credentials("demo", new Secret("wrong-7"));
  private static final byte[] STILL = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final OnvifClient client = new OnvifClient(thread, SystemTime.INSTANCE);
  private final HttpClient http = HttpClient.newHttpClient();
  private OnvifCamera camera;

  @BeforeEach
  void open() throws IOException {
    camera =
        OnvifCamera.open(
            new OnvifCamera.Setting(
                new DeviceIdentity(
                    "Outpost", "Drawn-1", Optional.empty(), "Practice", "urn:uuid:1"),
                SimulatedProfile.of("main", "H264", 960, 540),
                InetAddress.getLoopbackAddress(),
                "rtsp://127.0.0.1:8554/demo",
                STILL,
                RIGHT,
                SystemTime.INSTANCE));
  }

  @AfterEach
  void close() throws IOException {
    camera.close();
    thread.shutdownNow();
  }

  private URI at(String path) {
    return URI.create("http://" + camera.authority() + path);
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
    return http.send(
        (headers.length > 0 ? request.headers(headers) : request).build(),
        BodyHandlers.ofByteArray());
  }

  private int post(String path, String body) throws Exception {
    return http.send(
            HttpRequest.newBuilder(at(path)).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void description_withThePassword_isWhole() throws Exception {
    CameraDescription description =
        client.describe(at("/onvif/device_service"), Optional.of(RIGHT));

    assertThat(description.proof()).isEqualTo(Proof.TOKEN);
    assertThat(description.streams()).hasSize(1);
    assertThat(description.remarks()).isEmpty();
  }

  @Test
  void description_withAWrongPassword_isRefused() {
    assertThatThrownBy(() -> client.describe(at("/onvif/device_service"), Optional.of(WRONG)))
        .isInstanceOfSatisfying(
            OnvifException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED));
  }

  @Test
  void snapshot_isGivenToWhoProvesThePasswordAlone() throws Exception {
    HttpResponse<byte[]> asked = get("/snapshot/main");
    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.body()).isEmpty();

    ClientAuthenticator proof =
        new ClientAuthenticator(
            new Login(RIGHT.user(), RIGHT.password()::reveal), () -> "0123456789abcdef");
    List<String> challenges = asked.headers().allValues("WWW-Authenticate");
    assertThat(proof.accept(Challenge.parseAll(challenges))).isTrue();
    String authorization = proof.authorise("GET", "/snapshot/main").orElseThrow();
    assertThat(get("/snapshot/main", "Authorization", authorization).body()).isEqualTo(STILL);
  }

  @Test
  void whatIsNoQuestion_isRefusedByStatus() throws Exception {
    assertThat(post("/onvif/device_service", "<Envelope><Body>")).isEqualTo(400);
    assertThat(post("/onvif/device_service", "")).isEqualTo(400);
    assertThat(post("/onvif/device_service", " ".repeat(1 << 20))).isEqualTo(400);
    assertThat(
            post(
                "/elsewhere",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body>"
                    + "<GetScopes xmlns='http://www.onvif.org/ver10/device/wsdl'/></s:Body>"
                    + "</s:Envelope>"))
        .isEqualTo(404);
  }
}
