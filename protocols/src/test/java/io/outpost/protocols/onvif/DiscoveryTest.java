package io.outpost.protocols.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiscoveryTest {
  private static final String ENDPOINT =
      "<EndpointReference><Address>urn:uuid:AB-1</Address></EndpointReference>";

  private static DiscoveryMessage match(String inside) throws ProtocolException {
    return DiscoveryMessage.read(
        Answers.envelope(
            "<d:ProbeMatches><d:ProbeMatch>" + inside + "</d:ProbeMatch></d:ProbeMatches>"));
  }

  @ParameterizedTest
  @EnumSource(DiscoveryDialect.class)
  void probe_inEitherDialect_asksForCameras(DiscoveryDialect dialect) throws ProtocolException {
    for (Probe.Target target : Probe.Target.values()) {
      SoapEnvelope probe = SoapEnvelope.read(new Probe(dialect, target, "urn:uuid:7").toBytes());

      XmlElement action = probe.headerBlock("Action").orElseThrow();
      assertThat(action.namespace()).isEqualTo(dialect.addressing());
      assertThat(action.text()).isEqualTo(dialect.namespace() + "/Probe");
      assertThat(probe.headerBlock("MessageID").map(XmlElement::text)).contains("urn:uuid:7");
      assertThat(probe.headerBlock("To").map(XmlElement::text)).contains(dialect.multicastTarget());
      XmlElement body = probe.body().orElseThrow();
      assertThat(body.namespace()).isEqualTo(dialect.namespace());
      assertThat(body.textAt("Types").orElse("")).endsWith(":" + typeOf(target));
    }
  }

  private static String typeOf(Probe.Target target) {
    return switch (target) {
      case NETWORK_VIDEO_TRANSMITTER -> "NetworkVideoTransmitter";
      case DEVICE -> "Device";
    };
  }

  @Test
  void scopes_percentEncodedUtf8_areDecoded() throws ProtocolException {
    Announcement camera =
        match(
                ENDPOINT
                    + "<Scopes>onvif://www.onvif.org/name/Gate%20%E5%8C%97\n"
                    + " onvif://www.onvif.org/location/city/100%</Scopes>")
            .announcements()
            .get(0);

    assertThat(camera.scopes().name()).contains("Gate 北");
    assertThat(camera.scopes().location()).contains("city/100%");
    assertThat(camera.scopes().hardware()).as("no such scope").isEmpty();
    assertThat(camera.isOnvif()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.168.1.99/onvif/device_service http://10.0.0.8:81/x, http://10.0.0.8:81/x",
    "http://192.168.1.99:2020/onvif/service, http://10.0.0.8:2020/onvif/service",
    "http://[fe80::1]/onvif http://10.0.0.8/y, http://10.0.0.8/y",
    "nonsense ftp://10.0.0.8/ http://0.0.0.0/z, http://10.0.0.8/z",
  })
  void reachableAddress_manyOrWrong_isOnTheSender(String addresses, String expected)
      throws ProtocolException {
    Announcement camera =
        match(ENDPOINT + "<XAddrs>" + addresses + "</XAddrs>").announcements().get(0);

    assertThat(camera.reachableAddress("10.0.0.8")).contains(expected);
  }

  @Test
  void match_withoutAddressesAndVersion_isRead() throws ProtocolException {
    Announcement camera = match(ENDPOINT).announcements().get(0);

    assertThat(camera.addresses()).isEmpty();
    assertThat(camera.metadataVersion()).isZero();
    assertThat(camera.reachableAddress("10.0.0.8")).isEmpty();
  }

  @Test
  void key_ofOneCameraInBothDialects_isTheSame() throws ProtocolException {
    Announcement other =
        match("<EndpointReference><Address>uuid:ab-1</Address></EndpointReference>")
            .announcements()
            .get(0);

    assertThat(match(ENDPOINT).announcements().get(0).key()).isEqualTo(other.key());
  }

  @ParameterizedTest
  @CsvSource({"Hello, HELLO, 1", "Bye, BYE, 1", "Probe, OTHER, 0"})
  void read_otherMessages_areToldApart(String name, DiscoveryMessage.Kind kind, int endpoints)
      throws ProtocolException {
    DiscoveryMessage message =
        DiscoveryMessage.read(
            Answers.envelope("<d:" + name + ">" + ENDPOINT + "</d:" + name + ">"));

    assertThat(message.kind()).isEqualTo(kind);
    assertThat(message.announcements()).hasSize(endpoints);
  }

  @Test
  void read_matchWithoutEndpoint_isAnError() {
    assertThatThrownBy(() -> match("<Types>x</Types>"))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("EndpointReference/Address");
  }
}
