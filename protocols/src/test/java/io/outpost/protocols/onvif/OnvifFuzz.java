package io.outpost.protocols.onvif;

import io.outpost.protocols.FuzzTarget;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.onvif.AddressPolicy.Purpose;
import io.outpost.protocols.xml.XmlElement;
import io.outpost.protocols.xml.XmlReader;
import io.outpost.protocols.xml.XmlWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers, announcements and notifications under arbitrary bytes. */
class OnvifFuzz {
  private static final AddressPolicy POLICY =
      AddressPolicy.of("http://cam7.station.example/", Set.of("10.0.0.8")).orElseThrow();

  private static final List<Operation<?>> OPERATIONS =
      List.of(
          DeviceService.getSystemDateAndTime(),
          DeviceService.getDeviceInformation(),
          DeviceService.getServices(),
          DeviceService.getCapabilities(),
          DeviceService.getScopes(),
          DeviceService.getNetworkInterfaces(),
          DeviceService.getHostname(),
          MediaService.getProfiles(),
          Media2Service.getProfiles(),
          MediaService.getStreamUri("t"),
          MediaService.getVideoEncoderConfigurations(),
          PtzService.getStatus("t"),
          PtzService.getPresets("t"),
          PtzService.getNodes(),
          EventService.getEventProperties(),
          EventService.createPullPointSubscription(Duration.ofMinutes(1)),
          EventService.renew(Duration.ofMinutes(1)));

  /** What a camera answers, taken for the answer to the questions it fits, or to the first one. */
  @FuzzTarget
  void soap(byte[] data) {
    String answered = "";
    try {
      XmlElement tree = XmlReader.parse(data);
      XmlElement again = XmlReader.parse(new XmlWriter().copy(tree).toBytes());
      check(again.name().equals(tree.name()), "a tree that is not read back");
      check(again.text().equals(tree.text()), "a text that is not read back");
      answered = SoapEnvelope.read(data).body().map(XmlElement::name).orElse("");
    } catch (ProtocolException expected) {
      // Malformed.
    }
    boolean fits = false;
    for (Operation<?> operation : OPERATIONS) {
      if (answered.equals(operation.name() + "Response")) {
        answer(operation, data);
        fits = true;
      }
    }
    if (!fits) {
      answer(OPERATIONS.get(0), data);
    }
  }

  private static void answer(Operation<?> operation, byte[] data) {
    try {
      Object answer = operation.answer(200, data);
      if (answer instanceof String uri) {
        decide(uri);
      } else if (answer instanceof ServiceList services) {
        services.entries().forEach(entry -> decide(entry.address()));
      } else if (answer instanceof Subscription subscription) {
        decide(subscription.reference().address());
        SoapHeader header =
            SoapHeader.NONE.with(new Addressing(subscription.reference(), "urn:uuid:1"));
        SoapEnvelope.read(EventService.unsubscribe().request(header));
      } else if (answer instanceof Scopes scopes) {
        check(scopes.values().size() <= 256, "too many scopes");
        scopes.name();
      }
    } catch (ProtocolException expected) {
      check(!expected.toString().contains("\n"), "a message of two lines");
    } catch (SoapFaultException expected) {
      check(!expected.toString().contains("\n"), "a message of two lines");
      expected.fault().isNotAuthorized();
    }
  }

  /** Whatever a camera says, requests go to the host that was registered. */
  private static void decide(String said) {
    for (Purpose purpose : Purpose.values()) {
      checkHost(POLICY.decide(purpose, said));
    }
    checkHost(POLICY.redirect("http://cam7.station.example/a", said));
  }

  private static void checkHost(AddressDecision decision) {
    if (decision instanceof AddressDecision.Use use) {
      URI uri = URI.create(use.uri());
      check("cam7.station.example".equals(uri.getHost()), "another host: " + use.uri());
      check(uri.getUserInfo() == null, "user info: " + use.uri());
    }
  }

  /** A datagram of WS-Discovery. */
  @FuzzTarget
  void discovery(byte[] data) {
    try {
      DiscoveryMessage message = DiscoveryMessage.read(data);
      check(message.announcements().size() <= 64, "too many announcements");
      for (Announcement announcement : message.announcements()) {
        check(!announcement.key().isEmpty(), "an announcement without a key");
        announcement.scopes().name();
        Optional<String> address = announcement.reachableAddress("10.0.0.8");
        address.ifPresent(
            uri -> check("10.0.0.8".equals(URI.create(uri).getHost()), "another host: " + uri));
      }
    } catch (ProtocolException expected) {
      // Malformed.
    }
  }

  /** What was pulled. */
  @FuzzTarget
  void notifications(byte[] data) {
    try {
      PulledMessages pulled =
          EventService.pullMessages(Duration.ofSeconds(5), 10).answer(200, data);
      check(pulled.notifications().size() <= PulledMessages.MAX_NOTIFICATIONS, "too many messages");
      check(pulled.unreadable() >= 0, "fewer than none");
      for (Notification notification : pulled.notifications()) {
        check(!notification.topic().isEmpty(), "no topic");
        boolean deleted = notification.operation() == PropertyOperation.DELETED;
        Optional<Boolean> active = notification.signal().active();
        check(!deleted || active.equals(Optional.of(false)), "a deleted property that is active");
      }
    } catch (ProtocolException | SoapFaultException expected) {
      // Malformed, or a refusal.
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
