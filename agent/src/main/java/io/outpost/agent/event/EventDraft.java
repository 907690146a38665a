package io.outpost.agent.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.outpost.agent.event.Event.Priority;
import io.outpost.agent.event.Event.StoredImage;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** An event that lacks its place in its camera's sequence. Immutable; any thread. */
public final class EventDraft {
  private static final JsonFormat FORMAT = new JsonFormat();

  private final EventType type;
  private final String agent;
  private final String camera;
  private final Instant time;
  private final Priority priority;
  private final ObjectNode data;
  private final List<StoredImage> images;

  /** Takes over the data. */
  EventDraft(
      EventType type,
      String agent,
      String camera,
      Instant time,
      Priority priority,
      ObjectNode data,
      List<StoredImage> images) {
    this.type = type;
    this.agent = agent;
    this.camera = camera;
    this.time = time;
    this.priority = priority;
    this.data = data;
    this.images = List.copyOf(images);
  }

  public String camera() {
    return camera;
  }

  /** Bytes of images, which are nearly all of an event. */
  public long imageBytes() {
    return images.stream().mapToLong(image -> image.jpeg().length).sum();
  }

  /** The event with its place, as the first of a chain. */
  public Event number(Incarnation incarnation, long sequence) {
    return number(incarnation, sequence, ChainLink.NONE);
  }

  /**
   * The event with its place.
   *
   * @param sequence from 1
   * @param link says what is before it
   */
  public Event number(Incarnation incarnation, long sequence, ChainLink link) {
    return withId(incarnation + "-" + camera + "-" + sequence, sequence, link);
  }

  private boolean ofAgent() {
    return camera.equals(AgentEvents.SUBJECT);
  }

  private URI source() {
    return URI.create("/agents/" + agent + (ofAgent() ? "" : "/cameras/" + camera));
  }

  Event withId(String id, long sequence, ChainLink link) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(source())
            .withType(type.label())
            .withTime(time.atOffset(ZoneOffset.UTC))
            .withDataContentType("application/json")
            .withDataSchema(URI.create(type.dataSchema()))
            .withExtension("partitionkey", ofAgent() ? agent : camera)
            .withExtension("sequence", Long.toString(sequence))
            .withExtension("sequencetype", "Integer")
            .withData(JsonCloudEventData.wrap(data));
    link.previous().ifPresent(hash -> event.withExtension(ChainLink.PREVIOUS, hash));
    if (!link.lost().isEmpty()) {
      event.withExtension(ChainLink.LOST, ChainLink.text(link.lost()));
    }
    byte[] json = ChainHash.seal(FORMAT.serialize(event.build()));
    return new Event(id, type, camera, sequence, time, priority, json, images);
  }
}
