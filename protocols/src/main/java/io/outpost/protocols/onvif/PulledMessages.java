package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.util.List;

/**
 * What was pulled (PullMessages); often nothing.
 *
 * @param notifications those that could be read, at most {@link #MAX_NOTIFICATIONS}
 * @param unreadable how many could not: without a topic or a message
 */
public record PulledMessages(Renewal renewal, List<Notification> notifications, int unreadable) {
  public static final int MAX_NOTIFICATIONS = 1024;

  public PulledMessages {
    notifications = List.copyOf(notifications);
  }

  static PulledMessages read(XmlElement response) {
    List<XmlElement> messages = response.children("NotificationMessage");
    List<Notification> notifications =
        messages.stream()
            .limit(MAX_NOTIFICATIONS)
            .flatMap(message -> Notification.read(message).stream())
            .toList();
    return new PulledMessages(
        Renewal.read(response), notifications, messages.size() - notifications.size());
  }
}
