package io.outpost.protocols.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.VideoCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cameras answer that no WSDL allows; each test bears the name of its fault. */
class OnvifQuirksTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void media2ListedBeforeMedia_servicesAreToldApartByNamespace() throws Exception {
    ServiceList services =
        Answers.read(
            DeviceService.getServices(),
            "<Service><Namespace>http://www.onvif.org/ver20/media/wsdl</Namespace>"
                + "<XAddr>http://10.0.0.8/onvif/Media2</XAddr></Service>"
                + "<Service><Namespace>http://www.onvif.org/ver10/media/wsdl</Namespace>"
                + "<XAddr>http://10.0.0.8/onvif/Media</XAddr></Service>");

    assertThat(services.address(Service.MEDIA)).contains("http://10.0.0.8/onvif/Media");
    assertThat(services.address(Service.MEDIA2)).contains("http://10.0.0.8/onvif/Media2");
  }

  @Test
  void unquotedAttributes_tpLinkTopicSet_isRead() throws Exception {
    EventProperties properties =
        Answers.read(
            EventService.getEventProperties(),
            "<wstop:TopicSet><tns1:RuleEngine><CellMotionDetector>"
                + "<Motion wstop:topic=true><tt:MessageDescription IsProperty=true/></Motion>"
                + "</CellMotionDetector></tns1:RuleEngine></wstop:TopicSet>");

    assertThat(properties.topics()).containsExactly("tns1:RuleEngine/CellMotionDetector/Motion");
  }

  @Test
  void textBeforeTheXml_andBehindIt_isIgnored() throws Exception {
    byte[] answer =
        ("\uFEFF\r\n"
                + new String(Answers.envelope("<GetHostnameResponse/>"), StandardCharsets.UTF_8)
                + "\r\n0\r\n")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(DeviceService.getHostname().answer(200, answer)).isEmpty();
  }

  @Test
  void hardwareIdMissing_restIsRead() throws Exception {
    assertThat(
            Answers.read(
                DeviceService.getDeviceInformation(),
                "<Manufacturer>TP-Link</Manufacturer><Model>TL-IPC</Model><SerialNumber/>"))
        .isEqualTo(new DeviceInformation("TP-Link", "TL-IPC", "", "", ""));
  }

  private static String dateTime(String name, int year, int month, int hour) {
    return "<%s><Time><Hour>%d</Hour><Minute>30</Minute><Second>60</Second></Time>"
            .formatted(name, hour)
        + "<Date><Year>%d</Year><Month>%d</Month><Day>15</Day></Date></%s>"
            .formatted(year, month, name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CST-8|7|true|2026-07-15T04:30:59Z|LOCAL_AND_ZONE",
        "<+0530>-5:30|7|true|2026-07-15T07:00:59Z|LOCAL_AND_ZONE",
        "CST-8:00:00|7|true|2026-07-15T04:30:59Z|LOCAL_AND_ZONE",
        "CET-1CEST,M3.5.0,M10.5.0/3|7|true|2026-07-15T10:30:59Z|LOCAL_AND_ZONE",
        "CET-1CEST,M3.5.0,M10.5.0/3|1|true|2026-01-15T11:30:59Z|LOCAL_AND_ZONE",
        "CET-1CEST,M3.5.0,M10.5.0/3|7|false|2026-07-15T11:30:59Z|LOCAL_AND_ZONE",
        "AEST-10AEDT,M10.1.0,M4.1.0/3|1|true|2026-01-15T01:30:59Z|LOCAL_AND_ZONE",
        "EST5EDT4,M3.2.0/2,M11.1.0|7|true|2026-07-15T16:30:59Z|LOCAL_AND_ZONE",
        "CST-8:00:00DST01:00:00,M4.1.0/02:00:00,M10.5.0/02:00:00|1|true|2026-01-15T04:30:59Z|LOCAL_AND_ZONE",
        "Asia/Shanghai|7|true|2026-07-15T12:30:59Z|LOCAL_ALONE",
        "X-99|7|true|2026-07-15T12:30:59Z|LOCAL_ALONE",
        "CET-1CEST,M13.5.0,M10.5.0/3|7|true|2026-07-15T12:30:59Z|LOCAL_ALONE",
      })
  void localTimeAndZoneOnly_isWorkedOut(
      String zone, int month, boolean daylight, String instant, SystemDateAndTime.Basis basis)
      throws Exception {
    SystemDateAndTime time =
        Answers.read(
            DeviceService.getSystemDateAndTime(),
            "<SystemDateAndTime><DaylightSavings>"
                + daylight
                + "</DaylightSavings><TimeZone><TZ><![CDATA["
                + zone
                + "]]></TZ></TimeZone>"
                + dateTime("UTCDateTime", 0, 0, 0)
                + dateTime("LocalDateTime", 2026, month, 12)
                + "</SystemDateAndTime>");

    assertThat(time).isEqualTo(new SystemDateAndTime(Instant.parse(instant), basis, zone));
  }

  @Test
  void noDateAtAll_isAnError() {
    assertThatThrownBy(
            () ->
                Answers.read(
                    DeviceService.getSystemDateAndTime(),
                    "<SystemDateAndTime>"
                        + dateTime("UTCDateTime", 2026, 13, 25)
                        + "</SystemDateAndTime>"))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("expected UTCDateTime or LocalDateTime");
  }

  @Test
  void media2Profile_hasTheShapeOfItsOwn() throws Exception {
    List<MediaProfile> profiles =
        Answers.read(
            Media2Service.getProfiles(),
            "<Profiles token=\"t1\" fixed=\"true\"><Name>%E4%B8%BB</Name><Configurations>"
                + "<VideoSource token=\"vs\"><SourceToken>s0</SourceToken></VideoSource>"
                + "<VideoEncoder token=\"ve\" GovLength=\"50\" Profile=\"Main\">"
                + "<Encoding>H265</Encoding><Resolution><Width>3840</Width><Height>2160</Height>"
                + "</Resolution><RateControl ConstantBitRate=\"false\"><FrameRateLimit>12.5"
                + "</FrameRateLimit><BitrateLimit>4096000</BitrateLimit></RateControl>"
                + "</VideoEncoder><PTZ token=\"ptz\"><NodeToken>n0</NodeToken></PTZ>"
                + "</Configurations></Profiles>");

    assertThat(profiles)
        .containsExactly(
            new MediaProfile(
                Service.MEDIA2,
                "t1",
                "主",
                Optional.of("s0"),
                Optional.of(
                    new VideoEncoder(
                        "ve",
                        Optional.of(VideoCodec.H265),
                        3840,
                        2160,
                        OptionalDouble.of(12.5),
                        OptionalInt.of(50),
                        OptionalInt.of(4096))),
                Optional.of("ptz"),
                Optional.of("n0")));
  }

  @Test
  void uriInsideMediaUri_orBare_isFound() throws Exception {
    String uri = "<Uri>rtsp://10.0.0.8/a?x=1&y=2</Uri>";

    assertThat(Answers.read(Media2Service.getStreamUri("t"), uri))
        .as("an ampersand that is not escaped")
        .isEqualTo("rtsp://10.0.0.8/a?x=1&y=2");
    assertThat(Answers.read(Media2Service.getStreamUri("t"), "<MediaUri>" + uri + "</MediaUri>"))
        .isEqualTo("rtsp://10.0.0.8/a?x=1&y=2");
    assertThatThrownBy(() -> Answers.read(MediaService.getSnapshotUri("t"), "<MediaUri/>"))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("no Uri in <GetSnapshotUriResponse>");
  }

  @Test
  void presetNamesPercentEncoded_areDecoded() throws Exception {
    assertThat(
            Answers.read(
                PtzService.getPresets("t"),
                "<Preset token=\"1\"><Name>%E9%A2%84 100%</Name><PTZPosition>"
                    + "<PanTilt x=\"-0.5\" y=\"1\"/></PTZPosition></Preset><Preset/>"))
        .containsExactly(
            new PtzPreset(
                "1",
                "预 100%",
                Optional.of(
                    new PtzPosition(
                        OptionalDouble.of(-0.5), OptionalDouble.of(1), OptionalDouble.empty()))));
  }

  @Test
  void subscriptionAddressBare_isFound() throws Exception {
    assertThat(
            Answers.read(
                    EventService.createPullPointSubscription(MINUTE),
                    "<Address>http://10.0.0.8:1025/event</Address>")
                .reference()
                .address())
        .isEqualTo("http://10.0.0.8:1025/event");
  }

  @Test
  void subscriptionExpiresAtOnce_lifetimeIsNotPositive() throws Exception {
    Renewal renewal =
        Answers.read(
            EventService.renew(MINUTE),
            "<CurrentTime>1970-01-01T00:00:10Z</CurrentTime>"
                + "<TerminationTime>1970-01-01T08:00:09+08:00</TerminationTime>");

    assertThat(renewal.lifetime()).contains(Duration.ofSeconds(-1));
  }

  @Test
  void timeOfZeroes_isNone() throws Exception {
    PulledMessages pulled =
        Answers.read(
            EventService.pullMessages(MINUTE, 10),
            "<NotificationMessage><Topic>tns1:VideoSource/MotionAlarm</Topic><Message>"
                + "<Message UtcTime=\"0000-00-00T00:00:00Z\" PropertyOperation=\"Initialized\">"
                + "<Data><SimpleItem Name=\"State\" Value=\"1\"/></Data></Message></Message>"
                + "</NotificationMessage><NotificationMessage><Topic/></NotificationMessage>");

    assertThat(pulled.unreadable()).isEqualTo(1);
    Notification notification = pulled.notifications().get(0);
    assertThat(notification.time()).isEmpty();
    assertThat(notification.operation()).isEqualTo(PropertyOperation.INITIALIZED);
    assertThat(notification.signal().active()).contains(true);
  }
}
