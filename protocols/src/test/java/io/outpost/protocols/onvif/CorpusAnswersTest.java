package io.outpost.protocols.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.outpost.protocols.CorpusFolder;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.xml.XmlElement;
import io.outpost.protocols.xml.XmlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Every recorded answer, read to the last value. */
class CorpusAnswersTest {
  private static final String SERVICES = "http://192.168.68.111/onvif/services";

  /** The recorded answer, with the values that it leaves open. */
  private static byte[] answer(String name) throws IOException {
    String text = Files.readString(CorpusFolder.named("onvif").resolve(name + ".xml"));
    return text.replace("{{=it.hostname}}", "192.168.68.111")
        .replace("{{=it.port}}", "1024")
        .replace("{{=it.pullPointUrl}}", "/event-1024_1024")
        .replace("{{=new Date().toISOString()}}", "2026-03-01T08:00:00.500Z")
        .replace("{{=new Date(Date.now()+5000).toISOString()}}", "2026-03-01T08:00:05.500Z")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T read(Operation<T> operation, String name)
      throws IOException, ProtocolException, SoapFaultException {
    return operation.answer(200, answer(name));
  }

  @Test
  void corpus_everyFile_isXml() throws IOException, ProtocolException {
    int read = 0;
    try (var files = Files.list(CorpusFolder.named("onvif"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".xml")).toList()) {
        XmlElement root = XmlReader.parse(Files.readAllBytes(file));
        assertThat(root.name()).as(file.toString()).isEqualTo("Envelope");
        assertThat(root.child("Body")).as(file.toString()).isPresent();
        read++;
      }
    }
    assertThat(read).isGreaterThanOrEqualTo(22);
  }

  @Test
  void error_undeclaredPrefixAndCurlyQuotes_isAFault() {
    assertThatThrownBy(() -> read(DeviceService.getHostname(), "Error"))
        .isInstanceOfSatisfying(
            SoapFaultException.class,
            e ->
                assertThat(e.fault())
                    .isEqualTo(
                        new SoapFault(
                            "fault code",
                            List.of("fault subcode", "fault subcode"),
                            "fault reason")))
        .hasMessage("GetHostname refused: fault code/fault subcode/fault subcode: fault reason");
  }

  @Test
  void getCapabilities_camera_hasOneAddressForAll() throws Exception {
    ServiceList services = read(DeviceService.getCapabilities(), "GetCapabilities");

    assertThat(services.entries())
        .extracting(ServiceList.Entry::namespace, ServiceList.Entry::address)
        .containsExactly(
            tuple(Service.DEVICE.namespace(), SERVICES),
            tuple(Service.MEDIA.namespace(), SERVICES),
            tuple(Service.PTZ.namespace(), SERVICES),
            tuple(Service.EVENTS.namespace(), SERVICES));
  }

  @Test
  void getCapabilities_encoderThatDeclaresUtf16AndWritesUtf8_isRead() throws Exception {
    ServiceList services = read(DeviceService.getCapabilities(), "GetCapabilitiesEncoder");

    assertThat(services.address(Service.EVENTS))
        .contains("http://192.168.30.65/onvif/event_service");
    assertThat(services.address(Service.MEDIA))
        .contains("http://192.168.30.65/onvif/device_service");
    assertThat(services.address(Service.MEDIA2)).isEmpty();
  }

  @Test
  void getServices_camera_hasVersions() throws Exception {
    ServiceList services = read(DeviceService.getServices(), "GetServices");

    assertThat(services.entries()).hasSize(6);
    assertThat(services.entries().get(0))
        .isEqualTo(new ServiceList.Entry(Service.DEVICE.namespace(), SERVICES, "2.42"));
    assertThat(services.address(Service.PTZ)).contains(SERVICES);
    assertThat(services.address(Service.MEDIA2)).isEmpty();
  }

  @Test
  void getDeviceInformation_camera_saysAll() throws Exception {
    assertThat(read(DeviceService.getDeviceInformation(), "GetDeviceInformation"))
        .isEqualTo(
            new DeviceInformation(
                "Mockup Manufacturer", "Mockup Model", "Mockup_15_14_13", "00000000", "MOCKUP"));
  }

  @Test
  void getSystemDateAndTime_camera_saysUtc() throws Exception {
    SystemDateAndTime time = read(DeviceService.getSystemDateAndTime(), "GetSystemDateAndTime");

    assertThat(time)
        .isEqualTo(
            new SystemDateAndTime(
                Instant.parse("2014-12-24T19:14:37Z"),
                SystemDateAndTime.Basis.UTC,
                "MoroccoStandardTime0"));
    assertThat(time.offsetFrom(Instant.parse("2014-12-24T20:14:37Z")))
        .isEqualTo(Duration.ofHours(-1));
  }

  @Test
  void getHostname_camera_isRead() throws Exception {
    assertThat(read(DeviceService.getHostname(), "GetHostname")).isEqualTo("IPNC-RDK");
  }

  @Test
  void getScopes_camera_haveNameAndHardware() throws Exception {
    Scopes scopes = read(DeviceService.getScopes(), "GetScopes");

    assertThat(scopes.values()).hasSize(7);
    assertThat(scopes.name()).contains("PREDATOR");
    assertThat(scopes.hardware()).contains("HD_PREDATOR");
    assertThat(scopes.location()).as("an empty location").isEmpty();
    assertThat(scopes.all("type")).containsExactly("video_encoder", "audio_encoder", "ptz");
  }

  @Test
  void getNetworkInterfaces_camera_haveAHardwareAddress() throws Exception {
    assertThat(read(DeviceService.getNetworkInterfaces(), "device.GetNetworkInterfaces"))
        .containsExactly(
            new NetworkInterface("eth0", true, "28:57:be:65:7d:d5", List.of("192.168.68.111")));
  }

  @Test
  void getProfiles_camera_hasOneWithPtz() throws Exception {
    assertThat(read(MediaService.getProfiles(), "GetProfiles"))
        .containsExactly(
            new MediaProfile(
                Service.MEDIA,
                "main",
                "main",
                Optional.of("vidsrc0"),
                Optional.of(encoder(1000)),
                Optional.of("default"),
                Optional.of("default")));
  }

  private static VideoEncoder encoder(int kilobitsPerSecond) {
    return new VideoEncoder(
        "main",
        Optional.of(VideoCodec.H264),
        1920,
        1080,
        OptionalDouble.of(5),
        OptionalInt.of(30),
        OptionalInt.of(kilobitsPerSecond));
  }

  @Test
  void getVideoEncoderConfigurations_camera_hasOne() throws Exception {
    assertThat(
            read(
                MediaService.getVideoEncoderConfigurations(),
                "media.GetVideoEncoderConfigurations"))
        .containsExactly(encoder(512));
  }

  @Test
  void getStreamUri_camera_isRtsp() throws Exception {
    assertThat(read(MediaService.getStreamUri("main"), "GetStreamUri"))
        .isEqualTo("rtsp://192.168.68.111/h264main");
  }

  @Test
  void getSnapshotUri_camera_hasAQuery() throws Exception {
    assertThat(read(MediaService.getSnapshotUri("main"), "GetSnapshotUri"))
        .isEqualTo(
            "http://192.168.68.111/onvif-cgi/jpg/image.cgi"
                + "?resolution=800x600&compression=20&camera=1");
  }

  @Test
  void getStatus_camera_saysWhereItLooks() throws Exception {
    assertThat(read(PtzService.getStatus("main"), "GetStatus"))
        .isEqualTo(
            new PtzStatus(
                Optional.of(
                    new PtzPosition(
                        OptionalDouble.of(-0.864665985),
                        OptionalDouble.of(0.267444015),
                        OptionalDouble.of(0.211861998))),
                PtzStatus.MoveStatus.IDLE,
                PtzStatus.MoveStatus.IDLE,
                Optional.of(Instant.parse("2014-12-29T20:01:31Z"))));
  }

  @Test
  void getNodes_camera_hasOne() throws Exception {
    assertThat(read(PtzService.getNodes(), "GetNodes"))
        .containsExactly(new PtzNode("default", "default", 360, true));
  }

  @Test
  void getPresets_camera_hasTwoOfOneName() throws Exception {
    List<PtzPreset> presets = read(PtzService.getPresets("main"), "ptz.GetPresets");

    assertThat(presets).hasSize(46).extracting(PtzPreset::token).doesNotHaveDuplicates();
    assertThat(presets.get(0)).isEqualTo(new PtzPreset("P001", "P001", Optional.empty()));
    assertThat(presets.get(44).name()).isEqualTo(presets.get(45).name()).isEqualTo("Home");
  }

  @Test
  void getConfigurations_isNoAnswerToAnotherQuestion() {
    assertThatThrownBy(() -> read(PtzService.getNodes(), "GetConfigurations"))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("expected GetNodesResponse, found GetConfigurationsResponse");
  }

  @Test
  void getEventProperties_axis_hasTopicsOfTwoMakers() throws Exception {
    assertThat(read(EventService.getEventProperties(), "GetEventProperties").topics())
        .containsExactly(
            "tns1:Device/Trigger/DigitalInput",
            "tns1:VideoSource/MotionAlarm",
            "tns1:Device/tnsaxis:IO/Port",
            "tns1:VideoAnalytics/tnsaxis:MotionDetection");
  }

  @Test
  void createPullPointSubscription_camera_isOnAPortOfItsOwn() throws Exception {
    Subscription subscription =
        read(
            EventService.createPullPointSubscription(Duration.ofMinutes(1)),
            "events.CreatePullPointSubscription");

    assertThat(subscription.reference())
        .isEqualTo(new EndpointReference("http://192.168.68.111:1024/event-1024_1024", List.of()));
    assertThat(subscription.renewal().lifetime()).contains(Duration.ofSeconds(5));
  }

  @Test
  void pullMessages_camera_sendsMotion() throws Exception {
    PulledMessages pulled =
        read(EventService.pullMessages(Duration.ofSeconds(5), 10), "PullMessages");

    assertThat(pulled.unreadable()).isZero();
    assertThat(pulled.notifications()).hasSize(2);
    Notification notification = pulled.notifications().get(0);
    assertThat(notification.topic()).isEqualTo("tns1:RuleEngine/CellMotionDetector/Motion");
    assertThat(notification.operation()).isEqualTo(PropertyOperation.CHANGED);
    assertThat(notification.time()).contains(Instant.parse("2026-03-01T08:00:00.500Z"));
    assertThat(notification.source())
        .containsExactly(
            entry("VideoSourceConfigurationToken", "000"),
            entry("VideoAnalyticsConfigurationToken", "000"),
            entry("Rule", "000"));
    assertThat(notification.data()).containsExactly(entry("IsMotion", "true"));
    assertThat(notification.signal())
        .isEqualTo(new CameraSignal(CameraSignal.Kind.MOTION, Optional.of(true)));
    assertThat(pulled.renewal().lifetime()).contains(Duration.ofSeconds(329));
  }

  @Test
  void unsubscribe_camera_acknowledges() throws Exception {
    assertThat(read(EventService.unsubscribe(), "Unsubscribe"))
        .isEqualTo(new EventService.Acknowledged());
  }

  @Test
  void probe_camera_matches() throws Exception {
    String recorded = new String(answer("Probe"), StandardCharsets.UTF_8);
    DiscoveryMessage message =
        DiscoveryMessage.read(
            recorded
                .replace("SERVICE_URI", SERVICES)
                .replace("RELATES_TO", "urn:uuid:1")
                .getBytes(StandardCharsets.UTF_8));

    assertThat(message.kind()).isEqualTo(DiscoveryMessage.Kind.PROBE_MATCHES);
    assertThat(message.relatesTo()).contains("urn:uuid:1");
    assertThat(message.announcements()).hasSize(1);
    Announcement camera = message.announcements().get(0);
    assertThat(camera.endpoint()).isEqualTo("uuid:c9790c3a-701b-464d-a189-0060351c8ada");
    assertThat(camera.types()).containsExactly("NetworkVideoTransmitter", "Device");
    assertThat(camera.scopes().values()).hasSize(7);
    assertThat(camera.scopes().name()).contains("PREDATOR");
    assertThat(camera.addresses()).containsExactly(SERVICES);
    assertThat(camera.metadataVersion()).isEqualTo(1);
    assertThat(camera.reachableAddress("10.0.0.8")).contains("http://10.0.0.8/onvif/services");
  }
}
