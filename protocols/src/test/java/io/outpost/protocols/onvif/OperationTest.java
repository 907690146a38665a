package io.outpost.protocols.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.Login;
import io.outpost.protocols.xml.XmlElement;
import io.outpost.protocols.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {
  private static final Login LOGIN = new Login("admin", () -> "user<password");
  private static final byte[] NONCE = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final Instant CREATED = Instant.parse("2026-03-01T08:00:00.050Z");

  private static SoapEnvelope request(Operation<?> operation, SoapHeader header)
      throws ProtocolException {
    return SoapEnvelope.read(operation.request(header));
  }

  @Test
  void digest_exampleOfOnvifsProgrammersGuide_isTheSame() {
    byte[] nonce = Base64.getDecoder().decode("LKqI6G/AikKCQrN0zqZFlg==");

    assertThat(UsernameToken.digest(nonce, "2010-09-16T07:50:45Z", "userpassword"))
        .isEqualTo("tuOSpGlFlIXsozq4HFNeeGeFLEI=");
  }

  @Test
  void request_withDigest_provesThePasswordWithoutSendingIt() throws ProtocolException {
    SoapHeader header = SoapHeader.NONE.with(UsernameToken.digest(LOGIN, NONCE, CREATED));
    SoapEnvelope request = request(DeviceService.getHostname(), header);

    XmlElement token =
        request.headerBlock("Security").orElseThrow().child("UsernameToken").orElseThrow();
    assertThat(token.namespace()).isEqualTo(Namespaces.SECURITY);
    assertThat(token.textAt("Username")).contains("admin");
    assertThat(token.textAt("Nonce")).contains("MDEyMzQ1Njc4OWFiY2RlZg==");
    assertThat(token.textAt("Created")).contains("2026-03-01T08:00:00.050Z");
    assertThat(token.child("Created").orElseThrow().namespace())
        .isEqualTo(Namespaces.SECURITY_UTILITY);
    assertThat(token.textAt("Password"))
        .contains(UsernameToken.digest(NONCE, "2026-03-01T08:00:00.050Z", "user<password"));
    assertThat(token.child("Password").flatMap(p -> p.attribute("Type")).orElse(""))
        .endsWith("username-token-profile-1.0#PasswordDigest");
    assertThat(DeviceService.getHostname().text(header)).doesNotContain("user&lt;password");
    assertThat(header.toString()).doesNotContain("user<password").contains("admin");
  }

  @Test
  void request_withPasswordText_bearsThePassword() throws ProtocolException {
    UsernameToken token = UsernameToken.text(LOGIN, NONCE, CREATED);
    SoapEnvelope request = request(DeviceService.getHostname(), SoapHeader.NONE.with(token));

    XmlElement password =
        request.headerBlock("Security").orElseThrow().find("Password").orElseThrow();
    assertThat(password.text()).isEqualTo("user<password");
    assertThat(password.attribute("Type").orElse("")).endsWith("#PasswordText");
    assertThat(token).hasToString("UsernameToken[admin, PasswordText]");
  }

  @Test
  void request_toASubscription_returnsItsReferenceParameters() throws Exception {
    Subscription subscription =
        Answers.read(
            EventService.createPullPointSubscription(Duration.ofSeconds(60)),
            "<x:SubscriptionReference xmlns:dom0=\"http://www.axis.com/2009/event\""
                + " xmlns:a=\"http://www.w3.org/2005/08/addressing\">"
                + "<a:Address>http://192.168.0.90/onvif/services</a:Address>"
                + "<a:ReferenceParameters><dom0:SubscriptionId a:x=\"&lt;\">17</dom0:SubscriptionId>"
                + "</a:ReferenceParameters></x:SubscriptionReference>");
    Addressing addressing = new Addressing(subscription.reference(), "urn:uuid:1");
    SoapEnvelope request =
        request(
            EventService.pullMessages(Duration.ofSeconds(20), 50),
            SoapHeader.NONE.with(addressing));

    XmlElement id = request.headerBlock("SubscriptionId").orElseThrow();
    assertThat(id.text()).isEqualTo("17");
    assertThat(id.namespace()).isEqualTo("http://www.axis.com/2009/event");
    assertThat(id.attribute("IsReferenceParameter")).contains("true");
    assertThat(request.headerBlock("To").map(XmlElement::text))
        .contains("http://192.168.0.90/onvif/services");
    assertThat(request.headerBlock("Action").map(XmlElement::text))
        .contains(
            "http://www.onvif.org/ver10/events/wsdl/PullPointSubscription/PullMessagesRequest");
    assertThat(request.headerBlock("MessageID").map(XmlElement::text)).contains("urn:uuid:1");
    XmlElement body = request.body().orElseThrow();
    assertThat(body.textAt("Timeout")).contains("PT20S");
    assertThat(body.textAt("MessageLimit")).contains("50");
  }

  @Test
  void request_ofEveryOperation_isItsElementInItsNamespace() throws ProtocolException {
    List<Operation<?>> operations =
        List.of(
            DeviceService.getSystemDateAndTime(),
            DeviceService.getDeviceInformation(),
            DeviceService.getServices(),
            DeviceService.getCapabilities(),
            DeviceService.getScopes(),
            DeviceService.getNetworkInterfaces(),
            DeviceService.getHostname(),
            MediaService.getProfiles(),
            MediaService.getStreamUri("p<1"),
            MediaService.getSnapshotUri("p<1"),
            MediaService.getVideoEncoderConfigurations(),
            Media2Service.getProfiles(),
            Media2Service.getStreamUri("p<1"),
            Media2Service.getSnapshotUri("p<1"),
            Media2Service.getVideoEncoderConfigurations(),
            PtzService.getStatus("p<1"),
            PtzService.getPresets("p<1"),
            PtzService.getNodes(),
            EventService.getEventProperties(),
            EventService.createPullPointSubscription(Duration.ofMinutes(2)),
            EventService.pullMessages(Duration.ofSeconds(1), 1),
            EventService.setSynchronizationPoint(),
            EventService.renew(Duration.ofMinutes(2)),
            EventService.unsubscribe());

    for (Operation<?> operation : operations) {
      XmlElement body = request(operation, SoapHeader.NONE).body().orElseThrow();
      assertThat(body.name()).isEqualTo(operation.name());
      // In the events WSDL SetSynchronizationPoint and PullMessages belong to the event service.
      assertThat(body.namespace()).isEqualTo(operation.service().namespace());
      assertThat(operation.contentType()).contains("action=\"" + operation.action() + "\"");
      body.find("ProfileToken").ifPresent(token -> assertThat(token.text()).isEqualTo("p<1"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 403, 500})
  void fault_underAnyHttpStatus_isRecognised(int status) {
    byte[] body = Answers.fault("ter:NotAuthorized", "Sender not Authorized");
    SoapFaultException fault =
        catchThrowableOfType(
            SoapFaultException.class, () -> DeviceService.getScopes().answer(status, body));

    assertThat(fault.fault().isNotAuthorized()).isTrue();
    assertThat(fault).hasMessage("GetScopes refused: Sender/NotAuthorized: Sender not Authorized");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Unauthorized", "<html><body>401</body></html>"})
  void http401_insteadOfAFault_countsAsNotAuthorized(String body) {
    SoapFaultException fault =
        catchThrowableOfType(
            SoapFaultException.class,
            () -> DeviceService.getScopes().answer(401, body.getBytes(StandardCharsets.UTF_8)));

    assertThat(fault.fault().isNotAuthorized()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ter:NotAuthorized, x, true",
    "ter:SenderNotAuthorized, x, true",
    "wsse:FailedAuthentication, x, true",
    "wsse:InvalidSecurityToken, x, true",
    "ter:Unknown, The action requested requires authorization, true",
    "ter:Unknown, Wrong user name or Password, true",
    "ter:InvalidArgVal, No such profile, false",
    "ter:ActionNotSupported, Optional Action Not Implemented, false",
  })
  void fault_wordings_areToldApart(String subcode, String reason, boolean notAuthorized) {
    SoapFaultException fault =
        catchThrowableOfType(
            SoapFaultException.class,
            () -> DeviceService.getScopes().answer(400, Answers.fault(subcode, reason)));

    assertThat(fault.fault().isNotAuthorized()).isEqualTo(notAuthorized);
    assertThat(fault.fault().isActionNotSupported())
        .isEqualTo(subcode.equals("ter:ActionNotSupported"));
  }

  @Test
  void fault_ofSoap11_isRecognised() {
    byte[] body =
        Answers.envelope(
            "<Fault><faultcode>SOAP-ENV:Client</faultcode>"
                + "<faultstring>not implemented</faultstring></Fault>");
    SoapFaultException fault =
        catchThrowableOfType(
            SoapFaultException.class, () -> DeviceService.getServices().answer(500, body));

    assertThat(fault.fault()).isEqualTo(new SoapFault("Client", List.of(), "not implemented"));
    assertThat(fault.fault().isActionNotSupported()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200||answer to GetScopes with HTTP status 200: expected an XML document, found nothing",
        "503|Busy|HTTP status 503: expected an XML document, found no element",
        "200|<html></html>|expected a SOAP envelope, found <html>",
        "200|<Envelope></Envelope>|an envelope without a body",
        "200|<Envelope><Body/></Envelope>|an empty body",
        "200|<Envelope><Body><Other/></Body></Envelope>|expected GetScopesResponse, found Other",
      })
  void answer_thatIsNone_saysWhatItIs(int status, String body, String message) {
    byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> DeviceService.getScopes().answer(status, bytes))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(message);
  }

  @Test
  void envelope_writtenForASimulator_isReadBack() throws Exception {
    byte[] written =
        SoapEnvelope.write(
            header -> header.leaf("h", "1"),
            body ->
                body.open("tds:GetHostnameResponse")
                    .namespace("tds", Service.DEVICE.namespace())
                    .open("tds:HostnameInformation")
                    .leaf("tt:Name", "gate & yard")
                    .close()
                    .close());

    assertThat(DeviceService.getHostname().answer(200, written)).isEqualTo("gate & yard");
    assertThat(XmlReader.parse(written).namespace()).isEqualTo(Namespaces.SOAP);
  }
}
