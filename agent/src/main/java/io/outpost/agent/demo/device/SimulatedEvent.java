package io.outpost.agent.demo.device;

import io.outpost.protocols.xml.XmlWriter;

/**
 * A property of the camera that changed.
 *
 * @param source token of what noticed it
 */
public record SimulatedEvent(Topic topic, String source, boolean state) {
  /** What real cameras send, with the names that they give the items. */
  public enum Topic {
    MOTION("tns1:VideoSource/MotionAlarm", "Source", "State"),
    CELL_MOTION(
        "tns1:RuleEngine/CellMotionDetector/Motion", "VideoSourceConfigurationToken", "IsMotion"),
    TAMPER("tns1:RuleEngine/TamperDetector/Tamper", "VideoSourceConfigurationToken", "IsTamper"),
    DIGITAL_INPUT("tns1:Device/Trigger/DigitalInput", "InputToken", "LogicalState");

    private final String path;
    private final String sourceItem;
    private final String dataItem;

    Topic(String path, String sourceItem, String dataItem) {
      this.path = path;
      this.sourceItem = sourceItem;
      this.dataItem = dataItem;
    }

    String path() {
      return path;
    }
  }

  /** Whether both are of the same property. */
  boolean isOfSameProperty(SimulatedEvent other) {
    return topic == other.topic && source.equals(other.source);
  }

  /**
   * @param time by the camera's clock
   */
  void write(XmlWriter body, String time, String operation) {
    body.open("wsnt:NotificationMessage")
        .open("wsnt:Topic")
        .attribute("Dialect", "http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet")
        .namespace("tns1", "http://www.onvif.org/ver10/topics")
        .text(topic.path)
        .close()
        .open("wsnt:Message")
        .open("tt:Message")
        .namespace("tt", "http://www.onvif.org/ver10/schema")
        .attribute("UtcTime", time)
        .attribute("PropertyOperation", operation);
    item(body, "tt:Source", topic.sourceItem, source);
    item(body, "tt:Data", topic.dataItem, Boolean.toString(state));
    body.close().close().close();
  }

  private static void item(XmlWriter body, String holder, String name, String value) {
    body.open(holder)
        .open("tt:SimpleItem")
        .attribute("Name", name)
        .attribute("Value", value)
        .close()
        .close();
  }
}
