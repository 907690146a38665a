package io.outpost.agent.demo.device;

import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.onvif.Service;
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
  private static final int MAX_SUBSCRIPTIONS = 8;
  private static final Duration MAX_LIFETIME = Duration.ofHours(1);
  private static final Duration MAX_PULL = Duration.ofMinutes(1);

  private final DevicePlaces places;
  private final TimeSource clock;
  private final Map<String, PullPoint> open = new LinkedHashMap<>();
  private final List<SimulatedEvent> properties = new ArrayList<>();
  private int created;

  EventAnswers(DevicePlaces places, TimeSource clock) {
    this.places = places;
    this.clock = clock;
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
    if (open.size() >= MAX_SUBSCRIPTIONS) {
      throw new SoapRefusal("ter:MaxPullPoints", "no more than " + open.size() + " pull points");
    }
    String id = Integer.toString(++created);
    Instant end = end(request.parameter("InitialTerminationTime"));
    PullPoint point = new PullPoint(id, end, clock);
    open.put(id, point);
    properties.forEach(property -> point.offer(message(property, "Initialized")));
    body.open("tev:SubscriptionReference").leaf("wsa:Address", places.subscription().apply(id));
    body.close();
    times(body, "wsnt", end);
  }

  private Instant end(String wanted) {
    try {
      Duration lifetime = wanted.isEmpty() ? DEFAULT_LIFETIME : Duration.parse(wanted);
      return now().plus(lifetime.compareTo(MAX_LIFETIME) < 0 ? lifetime : MAX_LIFETIME);
    } catch (DateTimeException noDuration) {
      return instant(wanted);
    }
  }

  private static Instant instant(String wanted) {
    try {
      return Instant.parse(wanted);
    } catch (DateTimeException unreadable) {
      throw SoapRefusal.invalid(wanted);
    }
  }

  private void pull(SoapRequest request, XmlWriter body) {
    PullPoint point = point(request);
    String timeout = request.parameter("Timeout");
    String limit = request.parameter("MessageLimit");
    List<PullPoint.Message> messages;
    try {
      long millis = Math.min(Duration.parse(timeout).toMillis(), MAX_PULL.toMillis());
      messages = point.pull(millis, Integer.parseInt(limit));
    } catch (DateTimeException | NumberFormatException unreadable) {
      throw SoapRefusal.invalid(timeout + ", " + limit);
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

  private synchronized PullPoint point(SoapRequest request) {
    String id = request.lastStep();
    PullPoint point = open.get(id);
    if (point == null || !point.end().isAfter(now())) {
      open.remove(id);
      throw new SoapRefusal("ter:ResourceUnknownFault", "no subscription '" + id + "'");
    }
    return point;
  }

  synchronized void fire(SimulatedEvent event) {
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
    return clock.now().truncatedTo(ChronoUnit.SECONDS);
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
