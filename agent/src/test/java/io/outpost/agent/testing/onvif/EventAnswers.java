package io.outpost.agent.testing.onvif;

import io.outpost.protocols.onvif.Service;
import io.outpost.protocols.xml.XmlElement;
import io.outpost.protocols.xml.XmlWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the event service and its subscriptions answer (event.wsdl, WS-BaseNotification). */
final class EventAnswers {
  private static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(60);
  private static final String REFERENCE = "SubscriptionId";

  private final Temper temper;
  private final Addresses addresses;
  private final Map<String, PullPoint> open = new LinkedHashMap<>();
  private final List<SimulatedEvent> properties = new ArrayList<>();
  private int created;

  EventAnswers(Temper temper, Addresses addresses) {
    this.temper = temper;
    this.addresses = addresses;
  }

  void write(SoapRequest request, XmlWriter body) {
    String prefix = request.namespace().equals(Service.EVENTS.namespace()) ? "tev" : "wsnt";
    body.open(prefix + ":" + request.operation() + "Response")
        .namespace("tev", Service.EVENTS.namespace())
        .namespace("wsnt", Service.SUBSCRIPTION.namespace())
        .namespace("wsa", "http://www.w3.org/2005/08/addressing");
    switch (request.operation()) {
      case "GetEventProperties" -> properties(body);
      case "CreatePullPointSubscription" -> create(request, body);
      case "PullMessages" -> pull(request, body);
      case "SetSynchronizationPoint" -> synchronise(point(request));
      case "Renew" -> renew(request, body);
      case "Unsubscribe" -> end(point(request));
      default -> throw SoapRefusal.notSupported(request.operation());
    }
    body.close();
  }

  private synchronized void create(SoapRequest request, XmlWriter body) {
    open.values().removeIf(point -> !point.end().isAfter(now()));
    if (open.size() >= temper.maxSubscriptions) {
      throw new SoapRefusal("ter:MaxPullPoints", "no more than " + open.size() + " pull points");
    }
    String id = Integer.toString(++created);
    Instant end = end(request.parameter("InitialTerminationTime"));
    PullPoint point = new PullPoint(id, end);
    open.put(id, point);
    properties.forEach(property -> point.offer(message(property, "Initialized")));
    body.open("tev:SubscriptionReference")
        .leaf("wsa:Address", addresses.expand(temper.subscriptionUri, id));
    if (temper.subscriptionByReference) {
      body.open("wsa:ReferenceParameters")
          .open("sim:" + REFERENCE)
          .namespace("sim", "urn:simulated")
          .text(id)
          .close()
          .close();
    }
    body.close();
    times(body, "wsnt", end);
  }

  private Instant end(String wanted) {
    if (temper.expiresAtOnce) {
      return now();
    }
    try {
      return now().plus(wanted.isEmpty() ? DEFAULT_LIFETIME : Duration.parse(wanted));
    } catch (DateTimeException absolute) {
      return Instant.parse(wanted);
    }
  }

  private void pull(SoapRequest request, XmlWriter body) {
    PullPoint point = point(request);
    long timeoutMillis = Duration.parse(request.parameter("Timeout")).toMillis();
    int limit = Integer.parseInt(request.parameter("MessageLimit"));
    List<PullPoint.Message> messages =
        point.pull(temper.answersPullsAtOnce ? 0 : timeoutMillis, limit);
    if (temper.expiresAtOnce) {
      end(point); // good for one pull
    }
    times(body, "tev", point.end());
    messages.forEach(m -> m.event().write(body, m.time(), m.operation()));
  }

  private void renew(SoapRequest request, XmlWriter body) {
    PullPoint point = point(request);
    point.renew(end(request.parameter("TerminationTime")));
    body.leaf("wsnt:TerminationTime", point.end().toString());
    body.leaf("wsnt:CurrentTime", now().toString());
  }

  private synchronized void synchronise(PullPoint point) {
    properties.forEach(property -> point.offer(message(property, "Initialized")));
  }

  private synchronized void end(PullPoint point) {
    open.remove(point.id());
    point.close();
  }

  /** By the reference parameter where there is one, else by the path. */
  private synchronized PullPoint point(SoapRequest request) {
    String last = request.target().substring(request.target().lastIndexOf('/') + 1);
    String id =
        temper.subscriptionByReference
            ? request.envelope().headerBlock(REFERENCE).map(XmlElement::text).orElse("")
            : last;
    PullPoint point = open.get(id);
    if (point == null || (!temper.expiresAtOnce && !point.end().isAfter(now()))) {
      open.remove(id);
      throw new SoapRefusal("ter:ResourceUnknownFault", "no subscription '" + id + "'");
    }
    return point;
  }

  /** Whether a request came to where subscriptions are. */
  boolean isAt(SoapRequest request) {
    String last = request.target().substring(request.target().lastIndexOf('/') + 1);
    return addresses.isAt(request, temper.subscriptionUri, last);
  }

  synchronized void fire(SimulatedEvent event) {
    if (!event.state() && temper.neverReportsFalse) {
      return;
    }
    properties.removeIf(event::isOfSameProperty);
    properties.add(event);
    open.values().forEach(point -> point.offer(message(event, "Changed")));
  }

  /** Forgets all subscriptions, as after a restart. */
  synchronized void forget() {
    open.values().forEach(PullPoint::close);
    open.clear();
  }

  synchronized int subscriptions() {
    return open.size();
  }

  private PullPoint.Message message(SimulatedEvent event, String operation) {
    return new PullPoint.Message(event, now().toString(), operation);
  }

  private Instant now() {
    return temper.time.now().plus(temper.clockOffset).truncatedTo(ChronoUnit.SECONDS);
  }

  private void times(XmlWriter body, String prefix, Instant end) {
    body.leaf(prefix + ":CurrentTime", now().toString())
        .leaf(prefix + ":TerminationTime", end.toString());
  }

  private static void properties(XmlWriter body) {
    body.leaf("wsnt:FixedTopicSet", "true")
        .open("wstop:TopicSet")
        .namespace("wstop", "http://docs.oasis-open.org/wsn/t-1")
        .namespace("tns1", "http://www.onvif.org/ver10/topics");
    for (SimulatedEvent.Topic topic : SimulatedEvent.Topic.values()) {
      String[] steps = topic.path().substring("tns1:".length()).split("/", -1);
      body.open("tns1:" + steps[0]);
      for (int step = 1; step < steps.length; step++) {
        body.open(steps[step]);
      }
      body.attribute("wstop:topic", "true");
      for (int step = 0; step < steps.length; step++) {
        body.close();
      }
    }
    body.close();
  }
}
