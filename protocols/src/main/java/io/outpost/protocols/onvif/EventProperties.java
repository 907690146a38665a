package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;

/**
 * The topics that a camera knows (GetEventProperties, TopicSet), with its prefixes, such as {@code
 * tns1:VideoSource/MotionAlarm}.
 */
public record EventProperties(List<String> topics) {
  private static final int MAX_TOPICS = 1024;

  public EventProperties {
    topics = List.copyOf(topics);
  }

  static EventProperties read(XmlElement response) {
    List<String> topics = new ArrayList<>();
    response.child("TopicSet").ifPresent(set -> collect(set, "", topics));
    return new EventProperties(topics);
  }

  private static void collect(XmlElement parent, String path, List<String> topics) {
    for (XmlElement child : parent.children()) {
      if (child.name().equals("MessageDescription")) {
        continue;
      }
      String name = child.prefix().isEmpty() ? child.name() : child.prefix() + ":" + child.name();
      String childPath = path.isEmpty() ? name : path + "/" + name;
      boolean topic = child.attribute("topic").flatMap(Fields::flag).orElse(false);
      if (topic && topics.size() < MAX_TOPICS) {
        topics.add(childPath);
      }
      collect(child, childPath, topics);
    }
  }
}
