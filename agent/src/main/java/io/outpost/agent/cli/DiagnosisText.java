package io.outpost.agent.cli;

import io.outpost.agent.doctor.Diagnosis;
import io.outpost.agent.onvif.CameraDescription;
import io.outpost.agent.onvif.ClockOffset;
import io.outpost.protocols.onvif.DeviceInformation;
import io.outpost.protocols.onvif.VideoEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A diagnosis for people. */
final class DiagnosisText {
  private DiagnosisText() {}

  static List<String> lines(Diagnosis diagnosis) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "ports of %s: %s"
            .formatted(
                diagnosis.host(),
                diagnosis.openPorts().isEmpty()
                    ? "none of the usual ones answers"
                    : diagnosis.openPorts().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "))));
    diagnosis.description().ifPresent(description -> lines.addAll(onvif(description)));
    for (Diagnosis.Stream stream : diagnosis.streams()) {
      stream
          .report()
          .measured()
          .ifPresent(
              measured -> lines.addAll(ProbeText.lines(stream.role(), stream.uri(), measured)));
      if (stream.report().measured().isEmpty()) {
        lines.add(stream.role() + ": " + stream.uri() + ": nothing comes");
      }
      stream
          .declared()
          .flatMap(declared -> declared.profile().encoder())
          .ifPresent(encoder -> lines.add("  set in the camera: " + words(encoder)));
    }
    lines.add("");
    if (diagnosis.advice().isEmpty()) {
      lines.add("verdict: nothing to change");
    } else {
      lines.add("verdict:");
      diagnosis.advice().forEach(advice -> lines.add("- " + advice));
    }
    return lines;
  }

  private static List<String> onvif(CameraDescription description) {
    List<String> lines = new ArrayList<>();
    lines.add("onvif: " + description.service());
    DeviceInformation about = description.information();
    lines.add(
        "  %s %s, firmware %s, serial number %s"
            .formatted(
                about.manufacturer(),
                about.model(),
                about.firmwareVersion(),
                about.serialNumber()));
    lines.add("  services: " + String.join(", ", description.services()));
    lines.add("  password: proved by " + description.proof());
    lines.add(
        "  clock: "
            + description.clock().map(DiagnosisText::words).orElse("the camera does not tell it"));
    lines.add("  streams chosen: " + description.choice());
    if (!description.presets().isEmpty()) {
      lines.add("  presets: " + description.presets().size());
    }
    description.remarks().forEach(remark -> lines.add("  note: " + remark));
    return lines;
  }

  private static String words(ClockOffset clock) {
    return "%s%.1f s against this box, to %.1f s"
        .formatted(
            clock.offset().isNegative() ? "-" : "+",
            clock.offset().abs().toMillis() / 1000.0,
            clock.error().toMillis() / 1000.0);
  }

  private static String words(VideoEncoder encoder) {
    List<String> parts = new ArrayList<>();
    encoder.codec().ifPresent(codec -> parts.add(codec.toString()));
    if (encoder.pixels() > 0) {
      parts.add(encoder.width() + "x" + encoder.height());
    }
    encoder.frameRate().ifPresent(rate -> parts.add("%.0f pictures/s at most".formatted(rate)));
    encoder.groupLength().ifPresent(length -> parts.add("a key picture every " + length));
    encoder.kilobitsPerSecond().ifPresent(rate -> parts.add("%d kbit/s at most".formatted(rate)));
    return String.join(", ", parts);
  }
}
