package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.camera.TransportChoice;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.testing.Certificates;
import io.outpost.agent.testing.ClipCamera;
import io.outpost.agent.testing.Clips;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.time.SystemTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The running agent, viewed by players that others wrote and by our own client. */
class AgentViewersIT {
  private static final Credentials LOGIN = new Credentials("viewer", new Secret("canary7"));

  /** Long enough to prove a stream, short enough for many players. */
  private static final int PICTURES = 30;

  @TempDir private Path folder;
  private final Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
  private final Ingest ingest = network.ingest(IngestSettings.DEFAULT);
  private ClipCamera camera;
  private @Nullable Agent agent;

  @BeforeEach
  void start() throws Exception {
    camera = ClipCamera.open(Clips.testPicture(), folder);
    Files.createDirectories(folder.resolve("cameras.d"));
    CredentialStore store = CredentialStore.open(folder.resolve("credentials.yaml"));
    store.put("yard", ClipCamera.CREDENTIALS);
    store.put("viewers", LOGIN);
  }

  @AfterEach
  void close() {
    ingest.close();
    network.close();
    if (agent != null) {
      agent.close();
    }
    camera.close();
  }

  private void register(String id, String more) throws Exception {
    Files.writeString(
        folder.resolve("cameras.d/" + id + ".yaml"),
        "id: %s\nstreams: {main: '%s'%s\ncredentials: yard\n"
            .formatted(id, camera.url(), more.isEmpty() ? "}" : more));
  }

  private String subToo() {
    return ", sub: '" + camera.url() + "'}";
  }

  private Agent run(String restream) throws Exception {
    Files.writeString(
        folder.resolve("agent.yaml"),
        "agent: box\nconsole: {port: 0}\nrestream: {enabled: true, port: 0, %s}\n"
            .formatted(restream));
    agent = Agent.start(folder, SystemTime.INSTANCE);
    return agent;
  }

  private URI uri(String path) {
    int port = running().restreams().orElseThrow().address().getPort();
    return URI.create("rtsp://127.0.0.1:" + port + path);
  }

  private Agent running() {
    if (agent == null) {
      throw new IllegalStateException("the agent was not started");
    }
    return agent;
  }

  private String playable(String path) {
    return uri(path).toString().replace("rtsp://", "rtsp://viewer:canary7@");
  }

  private RecordedStream view(StreamSettings stream) {
    RecordedStream recorded = new RecordedStream();
    ingest.open(stream, recorded);
    return recorded;
  }

  private RecordedStream view(String path) {
    return view(StreamSettings.of("viewed", uri(path), Optional.of(LOGIN)));
  }

  private String metrics() throws Exception {
    URI page = URI.create("http://127.0.0.1:" + running().consolePort() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String play(List<String> command) throws Exception {
    Process player = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(player.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(player.waitFor()).as("%s: %s", command, said).isZero();
    return said;
  }

  @ParameterizedTest
  @CsvSource({"tcp, /yard/sub", "udp, /yard/sub", "tcp, /yard"})
  void view_ffmpeg_decodesEveryPicture(String transport, String path) throws Exception {
    Path ffmpeg = Requires.command("ffmpeg", "ffmpeg");
    register("yard", subToo());
    run("credentials: viewers");

    String said =
        play(
            List.of(
                ffmpeg.toString(),
                "-v",
                "warning",
                "-xerror",
                "-rtsp_transport",
                transport,
                "-i",
                playable(path),
                "-frames:v",
                "" + PICTURES,
                "-f",
                "null",
                "-"));

    assertThat(said).doesNotContain("missed", "corrupt", "error");
    assertThat(metrics())
        .contains("outpost_restream_viewers{camera=\"yard\"}")
        .contains("outpost_restream_sent_bytes_total{camera=\"yard\"}")
        .doesNotContain("canary7");
  }

  @ParameterizedTest
  @CsvSource({"tcp", "udp"})
  void view_gstreamer_takesPictures(String transport) throws Exception {
    Path launch = Requires.command("gst-launch-1.0", "gstreamer1.0-tools");
    register("yard", "");
    run("credentials: viewers");

    play(
        List.of(
            launch.toString(),
            "-q",
            "rtspsrc",
            "location=" + uri("/yard"),
            "user-id=viewer",
            "user-pw=canary7",
            "protocols=" + transport,
            "!",
            "rtph264depay",
            "!",
            "h264parse",
            "!",
            "fakesink",
            "num-buffers=" + PICTURES));
  }

  @ParameterizedTest
  @CsvSource({"TCP", "UDP"})
  void view_ownClient_getsWholePictures(TransportChoice transport) throws Exception {
    register("yard", "");
    run("credentials: viewers");

    RecordedStream viewed =
        view(StreamSettings.of("viewed", uri("/yard"), Optional.of(LOGIN)).over(transport));

    assertThat(viewed.awaitUnits(PICTURES))
        .allSatisfy(unit -> assertThat(unit.lostBefore()).isZero());
  }

  @Test
  void view_overTls_ownClientAndFfmpegGetPictures() throws Exception {
    Path ffmpeg = Requires.command("ffmpeg", "ffmpeg");
    Certificates made = Certificates.selfSigned(folder, "127.0.0.1");
    Files.setPosixFilePermissions(
        folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-------"));
    register("yard", "");
    run("credentials: viewers, tls: {port: 0, certificate: certificate.pem, key: key.pem}");
    int port = running().restreams().orElseThrow().tlsAddress().orElseThrow().getPort();
    URI secure = URI.create("rtsps://127.0.0.1:" + port + "/yard");

    RecordedStream viewed =
        view(StreamSettings.of("viewed", secure, Optional.of(LOGIN)).pinnedTo(made.pin()));

    viewed.awaitUnits(PICTURES);
    play(
        List.of(
            ffmpeg.toString(),
            "-v",
            "error",
            "-xerror",
            "-i",
            secure.toString().replace("rtsps://", "rtsps://viewer:canary7@"),
            "-frames:v",
            "" + PICTURES,
            "-f",
            "null",
            "-"));
  }

  @Test
  void start_keyThatOthersMayRead_isRefused() throws Exception {
    Certificates.selfSigned(folder, "127.0.0.1");
    Files.setPosixFilePermissions(
        folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> run("tls: {port: 0, certificate: certificate.pem, key: key.pem}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("key.pem: others may read it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls: {port: 0, certificate: none.pem, key: none.key}|none.pem cannot be read; expected",
        "tls: {port: 0, certificate: agent.yaml, key: agent.yaml}|cannot be used: expected a",
        "credentials: nobody|credentials 'nobody' are not in credentials.yaml"
      })
  void start_unusableSettings_sayWhich(String restream, String message) {
    assertThatThrownBy(() -> run(restream))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void view_whileTheCameraReconnects_goesOn() throws Exception {
    register("yard", "");
    run("credentials: viewers");
    RecordedStream viewed = view("/yard");
    viewed.awaitUnits(10);

    camera.kill();
    camera.restart();

    int before = viewed.units().size();
    viewed.awaitUnits(before + PICTURES);
    assertThat(viewed.states()).noneMatch(status -> status.failure().isPresent());
  }

  @Test
  void view_maskedCamera_isForbidden() throws Exception {
    register("yard", "}\nmasks: [[[0, 0], [0.5, 0], [0.5, 0.5]]]");
    run("credentials: viewers");

    StreamFailure failure = view("/yard").awaitFailure().failure().orElseThrow();

    assertThat(failure.message()).contains("403");
    assertThat(metrics()).contains("outpost_restream_refusals_total{reason=\"masked\"}");
  }

  @Test
  void view_maskedCameraThatMayBeShown_givesPictures() throws Exception {
    register("yard", "}\nmasks: [[[0, 0], [0.5, 0], [0.5, 0.5]]]");
    run("credentials: viewers, unmasked: true");

    view("/yard").awaitUnits(5);
  }

  @Test
  void view_cameraThatIsOffline_is503AfterTheWait() throws Exception {
    camera.kill();
    register("yard", "");
    run("credentials: viewers");

    StreamFailure failure = view("/yard").awaitFailure().failure().orElseThrow();

    assertThat(failure.message()).contains("503");
  }

  @Test
  void view_camerasThatComeAndGo_followsTheirFiles() throws Exception {
    run("credentials: viewers");
    assertThat(view("/yard").awaitFailure().failure().orElseThrow().reason())
        .isEqualTo(StreamFailure.Reason.NOT_FOUND);

    register("yard", "");
    RecordedStream viewed = view("/yard");
    viewed.awaitUnits(5);
    register("yard", "}\nmasks: [[[0, 0], [0.5, 0], [0.5, 0.5]]]");

    StreamStatus ended =
        viewed.awaitState(
            status -> status.failure().map(StreamFailure::message).orElse("").contains("403"));
    assertThat(ended.state()).isEqualTo(StreamState.WAITING);
  }

  @Test
  void view_moreThanMay_is453() throws Exception {
    register("yard", "");
    run("credentials: viewers, viewersPerCamera: 1");
    view("/yard").awaitUnits(5);

    StreamFailure failure = view("/yard").awaitFailure().failure().orElseThrow();

    assertThat(failure.message()).contains("453");
  }
}
