package io.outpost.protocols.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.protocols.onvif.AddressPolicy.Purpose;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private static final AddressPolicy POLICY =
      AddressPolicy.of("http://cam7.station.example/onvif/device_service", Set.of("10.0.0.8"))
          .orElseThrow();

  private static final AddressPolicy SECURE =
      AddressPolicy.of("https://10.0.0.8:8443/onvif/device_service", Set.of()).orElseThrow();

  private static String uri(AddressDecision decision) {
    assertThat(decision).isInstanceOf(AddressDecision.Use.class);
    return ((AddressDecision.Use) decision).uri();
  }

  private static String refusal(AddressDecision decision) {
    assertThat(decision).isInstanceOf(AddressDecision.Refuse.class);
    return ((AddressDecision.Refuse) decision).reason();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://cam7.station.example/onvif/media|http://cam7.station.example/onvif/media",
        "HTTP://CAM7.station.EXAMPLE./m|http://cam7.station.example/m",
        "http://10.0.0.8/onvif/media|http://cam7.station.example/onvif/media",
        "http://10.0.0.8:2020/onvif/service|http://cam7.station.example:2020/onvif/service",
        "http://192.168.1.99/onvif/media|http://cam7.station.example/onvif/media",
        "http://172.31.255.1/a|http://cam7.station.example/a",
        "http://100.64.0.1/a|http://cam7.station.example/a",
        "http://169.254.7.7/a|http://cam7.station.example/a",
        "http://127.0.0.1/a|http://cam7.station.example/a",
        "http://0.0.0.0/a|http://cam7.station.example/a",
        "http://ipcam/a|http://cam7.station.example/a",
        "http://ipcam.local/a|http://cam7.station.example/a",
        "http://[fe80::1%25eth0]:80/a|http://cam7.station.example:80/a",
        "http://[fd00::1]/a|http://cam7.station.example/a",
        "http://[::1]/a|http://cam7.station.example/a",
        "http://2130706433/a|http://cam7.station.example/a",
        "http://user:pw@10.0.0.8/a|http://cam7.station.example/a",
        "http://8.8.8.8@10.0.0.8/a|http://cam7.station.example/a",
        "http://10.0.0.8|http://cam7.station.example/",
        "http://10.0.0.8?x=1|http://cam7.station.example/?x=1",
        "http://10.0.0.8/a b/ä?x={1}#frag|http://cam7.station.example/a%20b/%C3%A4?x=%7B1%7D",
        "http://10.0.0.8/100%/%41|http://cam7.station.example/100%25/%41",
        "https://10.0.0.8:443/a|https://cam7.station.example:443/a",
      })
  void service_addressOfTheCameraItself_goesToTheRegisteredHost(String said, String used) {
    String uri = uri(POLICY.decide(Purpose.SERVICE, said));

    assertThat(uri).isEqualTo(used);
    assertThat(URI.create(uri).getHost()).isEqualTo("cam7.station.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://8.8.8.8/a|is on another host: 8.8.8.8, not cam7.station.example",
        "http://evil.example/a|is on another host: evil.example",
        "http://10.0.0.8@evil.example/a|is on another host: evil.example",
        "http://172.32.0.1/a|is on another host",
        "http://100.128.0.1/a|is on another host",
        "http://[2001:db8::1]/a|is on another host: 2001:db8::1",
        "http://[::ffff:8.8.8.8]/a|is on another host",
        "ftp://10.0.0.8/a|has the scheme ftp; expected http or https",
        "file:///etc/passwd|is no URI with a host",
        "rtsp://10.0.0.8/a|has the scheme rtsp",
        "http://10.0.0.8:99999/a|a port up to 65535",
        "http://10.0.0.8:0/a|a port up to 65535",
        "http://10.0.0.8:x/a|a port up to 65535",
        "http:///a|is no URI with a host",
        "/onvif/media|is no URI with a host",
      })
  void service_addressElsewhere_isRefused(String said, String reason) {
    assertThat(refusal(POLICY.decide(Purpose.SERVICE, said))).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "http://a\nb/",
        "http://10.0.0.8/\u0000",
        "://x",
        "http://ä/",
        "http://10.0.0.8\\x/"
      })
  void service_addressThatIsNone_isRefused(String said) {
    assertThat(refusal(POLICY.decide(Purpose.SERVICE, said))).contains("is no URI with a host");
  }

  @Test
  void service_longAddress_isRefused() {
    String said = "http://10.0.0.8/" + "a".repeat(HostedUri.MAX_CHARS);

    assertThat(refusal(POLICY.decide(Purpose.SERVICE, said))).contains("is no URI");
  }

  @Test
  void stream_foreignUserInfoAndFactoryAddress_areReplaced() {
    AddressDecision decision =
        POLICY.decide(
            Purpose.STREAM, "rtsp://admin:wrong@192.168.1.99:8554/cam?channel=1&subtype=0");

    assertThat(decision)
        .isEqualTo(
            new AddressDecision.Use(
                "rtsp://cam7.station.example:8554/cam?channel=1&subtype=0",
                "host 192.168.1.99 replaced by cam7.station.example"));
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://10.0.0.8, rtsp://cam7.station.example",
    "rtsps://10.0.0.8:322/a, rtsps://cam7.station.example:322/a",
  })
  void stream_ofTheCamera_keepsItsScheme(String said, String used) {
    assertThat(uri(POLICY.decide(Purpose.STREAM, said))).isEqualTo(used);
  }

  @Test
  void stream_byAnotherScheme_isRefused() {
    assertThat(refusal(POLICY.decide(Purpose.STREAM, "http://10.0.0.8/live")))
        .isEqualTo("the camera's stream URI has the scheme http; expected rtsp or rtsps");
  }

  @Test
  void subscription_onAPortOfItsOwn_keepsIt() {
    assertThat(uri(POLICY.decide(Purpose.SUBSCRIPTION, "http://10.0.0.1:1024/event-1024_1024")))
        .isEqualTo("http://cam7.station.example:1024/event-1024_1024");
  }

  @Test
  void decision_nothingReplaced_saysNothing() {
    assertThat(POLICY.decide(Purpose.SNAPSHOT, "http://cam7.station.example/jpg?x=1"))
        .isEqualTo(new AddressDecision.Use("http://cam7.station.example/jpg?x=1", ""));
  }

  @ParameterizedTest
  @EnumSource(
      value = Purpose.class,
      names = {"SERVICE", "SUBSCRIPTION", "SNAPSHOT"})
  void secure_httpAddress_isAskedByHttpsOnTheRegisteredPort(Purpose purpose) {
    assertThat(SECURE.decide(purpose, "http://192.168.1.99:80/onvif/x"))
        .isEqualTo(
            new AddressDecision.Use(
                "https://10.0.0.8:8443/onvif/x",
                "host 192.168.1.99 replaced by 10.0.0.8, http replaced by https as registered"));
    assertThat(uri(SECURE.decide(purpose, "https://10.0.0.8:444/x")))
        .isEqualTo("https://10.0.0.8:444/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/web/index|http://cam7.station.example:81/web/index",
        "http://cam7.station.example/b|http://cam7.station.example/b",
        "http://10.0.0.8:8080/b|http://cam7.station.example:8080/b",
        "https://cam7.station.example/b|https://cam7.station.example/b",
        "http://user:pw@cam7.station.example/b|http://cam7.station.example/b",
      })
  void redirect_toTheCameraItself_isFollowed(String location, String used) {
    assertThat(uri(POLICY.redirect("http://cam7.station.example:81/a", location))).isEqualTo(used);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://192.168.1.99/b|redirects to another host: 192.168.1.99",
        "http://evil.example/b|a redirect elsewhere is never followed",
        "//evil.example/b|something else than an absolute http or https URI",
        "file:///etc/passwd|something else",
        "b|something else",
      })
  void redirect_elsewhere_isRefused(String location, String reason) {
    assertThat(refusal(POLICY.redirect("http://cam7.station.example/a", location)))
        .contains(reason);
  }

  @Test
  void redirect_fromHttpsToHttp_isRefused() {
    assertThat(refusal(SECURE.redirect("https://10.0.0.8:8443/a", "http://10.0.0.8/a")))
        .isEqualTo("the camera redirects from https to http");
    assertThat(
            refusal(
                POLICY.redirect("https://cam7.station.example/a", "http://cam7.station.example/")))
        .isEqualTo("the camera redirects from https to http");
  }

  @Test
  void host_ipv6_isWrittenInBrackets() {
    AddressPolicy policy = AddressPolicy.of("http://[FE80::8]/onvif", Set.of()).orElseThrow();

    assertThat(uri(policy.decide(Purpose.SERVICE, "http://[fe80::1]:81/a")))
        .isEqualTo("http://[fe80::8]:81/a");
  }

  @Test
  void of_registeredByNothingUsable_isEmpty() {
    assertThat(AddressPolicy.of("rtsp://10.0.0.8/", Set.of())).isEmpty();
    assertThat(AddressPolicy.of("10.0.0.8", Set.of())).isEmpty();
  }
}
