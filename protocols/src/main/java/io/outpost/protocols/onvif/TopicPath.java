package io.outpost.protocols.onvif;

/** Topics as paths (WS-Topics 1.3, 8; the concrete dialect). */
final class TopicPath {
  private TopicPath() {}

  /** Every maker has a prefix of its own for the same namespace, so names alone count. */
  static String withoutPrefixes(String topic) {
    StringBuilder path = new StringBuilder(topic.length());
    for (String step : topic.split("/", -1)) {
      if (!step.isEmpty()) {
        path.append(path.isEmpty() ? "" : "/").append(step.substring(step.lastIndexOf(':') + 1));
      }
    }
    return path.toString();
  }
}
