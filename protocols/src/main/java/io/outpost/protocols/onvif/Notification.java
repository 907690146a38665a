package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One notification (ONVIF Core, event handling, notification message).
 *
 * @param topic with the camera's prefixes, such as {@code tns1:VideoSource/MotionAlarm}
 * @param operation what happened to the property
 * @param time by the camera's clock; empty when it is none
 * @param source simple items that say what it is about, such as the token of a video source
 * @param data simple items that say what is the case
 */
public record Notification(
    String topic,
    PropertyOperation operation,
    Optional<Instant> time,
    Map<String, String> source,
    Map<String, String> data) {
  private static final int MAX_ITEMS = 64;
  private static final int MAX_TOPIC_CHARS = 512;

  public Notification {
    source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** Empty when it has no topic or no message. */
  static Optional<Notification> read(XmlElement notification) {
    Optional<String> topic =
        notification
            .textAt("Topic")
            .map(text -> text.replaceAll("\\s+", ""))
            .filter(text -> !text.isEmpty() && text.length() <= MAX_TOPIC_CHARS);
    Optional<XmlElement> message = notification.child("Message").map(Notification::inner);
    if (topic.isEmpty() || message.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Notification(
            topic.get(),
            PropertyOperation.of(message.get().attribute("PropertyOperation")),
            Fields.instant(message.get().attribute("UtcTime")),
            items(message.get().child("Source")),
            items(message.get().child("Data"))));
  }

  /** {@code wsnt:Message} holds {@code tt:Message}; some cameras send but one of them. */
  private static XmlElement inner(XmlElement message) {
    return message.child("Message").orElse(message);
  }

  private static Map<String, String> items(Optional<XmlElement> holder) {
    Map<String, String> items = new LinkedHashMap<>();
    List<XmlElement> elements =
        holder.map(element -> element.children("SimpleItem")).orElse(List.of());
    for (XmlElement item : elements) {
      Optional<String> name = item.attribute("Name");
      if (name.isPresent() && items.size() < MAX_ITEMS) {
        items.putIfAbsent(name.get(), item.attribute("Value").orElse(item.text()));
      }
    }
    return items;
  }

  /** The topic without prefixes: {@code VideoSource/MotionAlarm}. */
  public String topicPath() {
    return TopicPath.withoutPrefixes(topic);
  }

  /** What it means for us. */
  public CameraSignal signal() {
    return CameraSignal.of(this);
  }
}
