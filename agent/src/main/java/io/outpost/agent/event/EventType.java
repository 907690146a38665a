package io.outpost.agent.event;

import java.util.Arrays;

/** The types of event that exist. The version is part of the name: a type's fields never change. */
public enum EventType {
  FACE_CAPTURED("outpost.face.captured.v1"),
  LANE_OCCUPIED("outpost.lane.occupied.v1"),
  /** A clip of the beginning of a lane occupation. */
  CLIP_TAKEN("outpost.clip.taken.v1"),
  /** Traffic stands or creeps in all lanes of a group. */
  CONGESTION_NOTICED("outpost.congestion.noticed.v1"),
  /** The camera itself noticed something. */
  CAMERA_SIGNAL("outpost.camera.signal.v1"),
  /** The camera's picture is not to be trusted. */
  CAMERA_TAMPERED("outpost.camera.tampered.v1"),
  /** Something moves before a camera that detectors leave alone while the box is overloaded. */
  PRESENCE_NOTICED("outpost.presence.noticed.v1"),
  /** The agent sheds more work than before. */
  AGENT_DEGRADED("outpost.agent.degraded.v1"),
  /** The agent sheds less work than before. */
  AGENT_RECOVERED("outpost.agent.recovered.v1"),
  /** Events that were stored and are lost, told in their place in the sequence. */
  EVENTS_LOST("outpost.events.lost.v1");

  private final String label;

  EventType(String label) {
    this.label = label;
  }

  /** As it stands in events. */
  public String label() {
    return label;
  }

  /** The identifier ({@code $id}) of the JSON Schema of its data. */
  public String dataSchema() {
    return "urn:outpost:schema:" + label;
  }

  /** Where the schema is on the class path. */
  public String schemaResource() {
    return "/schema/" + label + ".schema.json";
  }

  /**
   * @throws IllegalArgumentException for a type that does not exist
   */
  public static EventType of(String label) {
    return Arrays.stream(values())
        .filter(type -> type.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such event type: " + label));
  }
}
