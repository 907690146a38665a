package io.outpost.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.RtspSource;
import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.restream.LiveStream;
import io.outpost.agent.restream.LoopingClip;
import io.outpost.agent.restream.RestreamServer;
import io.outpost.agent.restream.RestreamSettings;
import io.outpost.agent.testing.Clips;
import io.outpost.agent.testing.Eventually;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.time.SystemTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the agent pulls a camera for its viewers, seen from the camera. */
class AgentSharedCameraIT {
  /** A picture of this size 25 times a second is more than a viewer that does not read may have. */
  private static final int LARGE_BYTES = 1 << 20;

  @TempDir private Path folder;
  private final Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
  private final Ingest viewers = network.ingest(IngestSettings.DEFAULT);
  private RestreamServer camera;
  private LiveStream main;
  private LiveStream sub;
  private LoopingClip mainClip;
  private LoopingClip subClip;
  private Agent agent;

  @BeforeEach
  void start() throws Exception {
    List<AccessUnit> clip = Clips.testPicture();
    camera = network.restream(RestreamSettings.loopback(0, Optional.empty()));
    main = camera.add("/main");
    sub = camera.add("/sub");
    mainClip =
        network.loop(clip.stream().map(unit -> large(unit, clip.get(0))).toList(), main::publish);
    subClip = network.loop(clip, sub::publish);
    Files.createDirectories(folder.resolve("cameras.d"));
    write("");
    Files.writeString(
        folder.resolve("agent.yaml"),
        "agent: box\nconsole: {port: 0}\nrestream: {enabled: true, port: 0}\n");
    agent = Agent.start(folder, SystemTime.INSTANCE);
  }

  @AfterEach
  void stop() {
    viewers.close();
    agent.close();
    mainClip.close();
    subClip.close();
    camera.close();
    network.close();
  }

  /** A key picture with much behind it. */
  private static AccessUnit large(AccessUnit unit, AccessUnit key) {
    byte[] data = Arrays.copyOf(key.data(), LARGE_BYTES);
    Arrays.fill(data, key.sizeBytes(), data.length, (byte) 0x55);
    return new AccessUnit(
        key.codec(), data, unit.mediaMicros(), unit.captureTime(), true, unit.lostBefore());
  }

  private void write(String more) throws IOException {
    int port = camera.address().getPort();
    Files.writeString(
        folder.resolve("cameras.d/yard.yaml"),
        "id: yard\nstreams: {main: 'rtsp://127.0.0.1:%d/main', sub: 'rtsp://127.0.0.1:%d/sub'}\n%s"
            .formatted(port, port, more));
  }

  private int port() {
    return agent.restreams().orElseThrow().address().getPort();
  }

  private RtspSource view(String path, RecordedStream recorded) {
    URI uri = URI.create("rtsp://127.0.0.1:" + port() + path);
    return viewers.open(StreamSettings.of("view", uri, Optional.empty()), recorded);
  }

  private String metrics() {
    try {
      URI uri = URI.create("http://127.0.0.1:" + agent.consolePort() + "/metrics");
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void view_analysedStreamByMany_pullsTheCameraOnce() throws Exception {
    List<RecordedStream> all =
        List.of(new RecordedStream(), new RecordedStream(), new RecordedStream());
    all.forEach(recorded -> view("/yard/sub", recorded));

    for (RecordedStream recorded : all) {
      recorded.awaitUnits(30);
    }

    assertThat(sub.viewers()).isEqualTo(1);
    assertThat(main.viewers()).isZero();
    assertThat(metrics()).contains("outpost_restream_viewers{camera=\"yard\"} 3.0");
  }

  @Test
  void view_streamNobodyAnalyses_isPulledOnceAndOnlyWhileViewed() throws Exception {
    RecordedStream first = new RecordedStream();
    RecordedStream second = new RecordedStream();
    RtspSource one = view("/yard", first);
    RtspSource two = view("/yard", second);
    first.awaitUnits(10);
    second.awaitUnits(10);

    assertThat(main.viewers()).isEqualTo(1);
    one.close();
    first.awaitState(status -> status.state() == StreamState.CLOSED);
    second.awaitUnits(second.units().size() + 10);
    two.close();
    Eventually.holds("nobody pulls it", () -> main.viewers() == 0);
    assertThat(sub.viewers()).isEqualTo(1);
  }

  @Test
  void camera_isGivenMasksWhileViewed_viewersOfBothStreamsSeeNothingAnyMore() throws Exception {
    RecordedStream analysed = new RecordedStream();
    RecordedStream demanded = new RecordedStream();
    view("/yard/sub", analysed);
    view("/yard", demanded);
    analysed.awaitUnits(5);
    demanded.awaitUnits(5);

    write("masks: [[[0.8, 0], [1, 0], [1, 0.2]]]\n");

    for (RecordedStream recorded : List.of(analysed, demanded)) {
      recorded.awaitState(
          status ->
              status.failure().map(StreamFailure::reason).equals(Optional.of(Reason.FORBIDDEN)));
    }
    Eventually.holds("main is not pulled", () -> main.viewers() == 0);
  }

  @Test
  void view_thatDoesNotRead_isCutAndHoldsNobodyBack() throws Exception {
    RecordedStream reading = new RecordedStream();
    view("/yard", reading);
    reading.awaitUnits(1);
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), port())) {
      play(slow);
      Eventually.holds(
          "it is cut",
          () ->
              metrics()
                  .contains(
                      "outpost_restream_viewers_cut_total{camera=\"yard\",reason=\"too-slow\"} 1"));
    }

    reading.awaitUnits(reading.units().size() + 10);
    assertThat(reading.states()).noneMatch(status -> status.failure().isPresent());
    assertThat(agent.cameras()).allMatch(status -> status.state().equals("streaming"));
  }

  /** Asks for the main stream, and reads no further than the answer to PLAY. */
  private void play(Socket slow) throws IOException {
    String uri = "rtsp://127.0.0.1:" + port() + "/yard";
    String setup =
        "SETUP "
            + uri
            + "/trackID=0 RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/AVP/TCP;interleaved=0-1\r\n\r\n";
    slow.getOutputStream().write(setup.getBytes(US_ASCII));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(slow.getInputStream(), US_ASCII), 1);
    String session = "";
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      session = line.startsWith("Session: ") ? line.substring(9, 41) : session;
    }
    String play = "PLAY " + uri + " RTSP/1.0\r\nCSeq: 2\r\nSession: " + session + "\r\n\r\n";
    slow.getOutputStream().write(play.getBytes(US_ASCII));
    assertThat(in.readLine()).isEqualTo("RTSP/1.0 200 OK");
  }
}
