package io.outpost.agent.doctor;

import io.outpost.agent.ingest.ProbeReport;
import io.outpost.agent.onvif.CameraDescription;
import io.outpost.agent.onvif.OnvifException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What the doctor found out about a camera.
 *
 * @param host that was looked at
 * @param openPorts of those that cameras use
 * @param description by ONVIF
 * @param onvifFailure why there is none; empty where there is one, or where nobody could be asked
 * @param streams that were looked at, the main one first
 * @param advice what to change, in plain words, the most pressing first
 */
public record Diagnosis(
    String host,
    List<Integer> openPorts,
    Optional<CameraDescription> description,
    Optional<OnvifException> onvifFailure,
    List<Stream> streams,
    List<String> advice) {
  public Diagnosis {
    openPorts = List.copyOf(openPorts);
    streams = List.copyOf(streams);
    advice = List.copyOf(advice);
  }

  /**
   * A stream that was looked at.
   *
   * @param role {@code main} or {@code sub}
   * @param declared what ONVIF says of it
   */
  public record Stream(
      String role, URI uri, Optional<CameraDescription.Stream> declared, ProbeReport report) {}

  /** Whether the camera can be used as it is: its main stream comes. */
  public boolean usable() {
    return streams.stream().anyMatch(stream -> stream.report().measured().isPresent());
  }
}
