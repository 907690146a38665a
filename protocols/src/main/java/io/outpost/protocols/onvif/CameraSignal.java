package io.outpost.protocols.onvif;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a notification means, across the topics of makers.
 *
 * @param active whether it is the case now; empty for what happens and does not last, and for what
 *     the camera did not say
 */
public record CameraSignal(Kind kind, Optional<Boolean> active) {
  /** What is the case. */
  public enum Kind {
    MOTION,

    /** Covered, turned away, out of focus, too dark or too bright to see. */
    TAMPER,
    DIGITAL_INPUT,
    OTHER
  }

  /** Steps of topics, in lower case, that mean an input: ONVIF, Axis. */
  private static final List<String> INPUTS =
      List.of(
          "trigger/digitalinput",
          "device/io/port",
          "device/io/virtualport",
          "device/io/virtualinput");

  /** ONVIF's own, Axis' Tampering, Tapo's Tamper below the motion detector. */
  private static final List<String> TAMPERS =
      List.of(
          "tamper",
          "globalscenechange",
          "imagetoodark",
          "imagetoobright",
          "imagetooblurry",
          "scenechange");

  /**
   * ONVIF's detectors, Axis' VMD and MotionDetection, Reolink's MyRuleDetector, Tapo's people and
   * intrusion below the motion detector, TP-Link's smart events.
   */
  private static final List<String> MOTIONS =
      List.of(
          "motion",
          "fielddetector",
          "myruledetector",
          "vmd",
          "peopledetect",
          "intrusion",
          "tpsmartevent");

  /** Data items that bear a state, in the order in which they are looked for. */
  private static final List<String> STATES =
      List.of(
          "ismotion",
          "istamper",
          "logicalstate",
          "state",
          "active",
          "motion",
          "isinside",
          "tampering",
          "triggered");

  static CameraSignal of(Notification notification) {
    Kind kind = kind(notification.topicPath().toLowerCase(Locale.ROOT));
    Optional<Boolean> active =
        notification.operation() == PropertyOperation.DELETED
            ? Optional.of(false)
            : state(notification.data());
    return new CameraSignal(kind, active);
  }

  private static Kind kind(String path) {
    if (INPUTS.stream().anyMatch(path::contains)) {
      return Kind.DIGITAL_INPUT;
    }
    if (TAMPERS.stream().anyMatch(path::contains)) {
      return Kind.TAMPER;
    }
    return MOTIONS.stream().anyMatch(path::contains) ? Kind.MOTION : Kind.OTHER;
  }

  /** The item that is known to bear the state; else those named as a question, taken together. */
  private static Optional<Boolean> state(Map<String, String> data) {
    for (String wanted : STATES) {
      for (Map.Entry<String, String> item : data.entrySet()) {
        Optional<Boolean> flag = Fields.flag(item.getValue());
        if (item.getKey().toLowerCase(Locale.ROOT).equals(wanted) && flag.isPresent()) {
          return flag;
        }
      }
    }
    // IsPeople, IsVehicle and others: one camera names several in one notification.
    return data.entrySet().stream()
        .filter(item -> item.getKey().toLowerCase(Locale.ROOT).startsWith("is"))
        .flatMap(item -> Fields.flag(item.getValue()).stream())
        .reduce((one, other) -> one || other);
  }
}
