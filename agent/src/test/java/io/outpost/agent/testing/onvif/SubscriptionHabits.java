package io.outpost.agent.testing.onvif;

import io.outpost.agent.demo.device.SimulatedDevice;
import io.outpost.agent.demo.device.SoapRefusal;
import io.outpost.agent.demo.device.SoapRequest;
import io.outpost.protocols.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The bad habits of cameras with their subscriptions, put around answers by the book. */
final class SubscriptionHabits {
  private static final String REFERENCE = "SubscriptionId";
  private static final Pattern TIMEOUT = Pattern.compile("(Timeout>)PT[^<]*(</)");
  private static final Pattern ADDRESS =
      Pattern.compile("(<wsa:Address>[^<]*)/(\\d+)(</wsa:Address>)");
  private static final Pattern TIMES =
      Pattern.compile("(CurrentTime>)([^<]*)(</.{0,8}CurrentTime><.{0,8}TerminationTime>)[^<]*");

  private final Temper temper;
  private final SimulatedDevice device;

  SubscriptionHabits(Temper temper, SimulatedDevice device) {
    this.temper = temper;
    this.device = device;
  }

  /** What the camera makes of a request before it reads it. */
  byte[] heard(byte[] request) {
    return temper.answersPullsAtOnce ? replace(TIMEOUT, request, "$1PT0S$2") : request;
  }

  /** Where a request belongs that came to the address of all subscriptions. */
  SoapRequest placed(SoapRequest request) {
    Optional<String> id = request.envelope().headerBlock(REFERENCE).map(XmlElement::text);
    return temper.subscriptionByReference && id.isPresent()
        ? request.at(request.target() + "/" + id.get())
        : request;
  }

  void refuseTooMany(SoapRequest request) {
    if (request.operation().equals("CreatePullPointSubscription")
        && device.subscriptions() >= temper.maxSubscriptions) {
      throw new SoapRefusal("ter:MaxPullPoints", "no more than " + temper.maxSubscriptions);
    }
  }

  /** What the camera says instead of its answer. */
  byte[] said(SoapRequest request, byte[] answer) {
    byte[] said = answer;
    if (temper.subscriptionByReference) {
      said =
          replace(
              ADDRESS,
              said,
              "$1$3<wsa:ReferenceParameters><sim:SubscriptionId xmlns:sim=\"urn:simulated\">$2"
                  + "</sim:SubscriptionId></wsa:ReferenceParameters>");
    }
    if (temper.expiresAtOnce) {
      said = replace(TIMES, said, "$1$2$3$2");
      if (request.operation().equals("PullMessages")) {
        device.forgetSubscriptions(); // good for one pull
      }
    }
    return said;
  }

  private static byte[] replace(Pattern pattern, byte[] text, String by) {
    return pattern
        .matcher(new String(text, StandardCharsets.UTF_8))
        .replaceAll(by)
        .getBytes(StandardCharsets.UTF_8);
  }
}
