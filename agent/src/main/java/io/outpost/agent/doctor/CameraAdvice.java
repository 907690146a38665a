package io.outpost.agent.doctor;

import io.outpost.agent.ingest.ProbeReport.Measured;
import io.outpost.agent.onvif.CameraDescription;
import io.outpost.agent.onvif.ClockOffset;
import io.outpost.agent.onvif.DeviceSession;
import io.outpost.agent.onvif.OnvifException;
import io.outpost.protocols.onvif.VideoEncoder;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.LowerTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in plain words what is wrong with a camera and what to change, the most pressing first. */
final class CameraAdvice {
  /** An event is found at the next key picture, where only those are decoded. */
  private static final Duration LONGEST_GROUP = Duration.ofSeconds(4);

  private static final Duration CLOCK = Duration.ofSeconds(2);

  /** Above this an analysed picture costs several times what a sub-stream does. */
  private static final int LARGE_PIXELS = 1280 * 720;

  /** Of the declared rate, below which a camera does not keep up. */
  private static final double RATE_KEPT = 0.8;

  private final List<Integer> openPorts;
  private final Optional<CameraDescription> description;
  private final Optional<OnvifException> onvifFailure;
  private final List<Diagnosis.Stream> streams;
  private final List<String> advice = new ArrayList<>();

  CameraAdvice(
      List<Integer> openPorts,
      Optional<CameraDescription> description,
      Optional<OnvifException> onvifFailure,
      List<Diagnosis.Stream> streams) {
    this.openPorts = openPorts;
    this.description = description;
    this.onvifFailure = onvifFailure;
    this.streams = streams;
  }

  List<String> all() {
    if (openPorts.isEmpty()) {
      advice.add(
          "nothing answers at this address: check power and cable of the camera, the address, and"
              + " that this box is in the same network");
      return advice;
    }
    onvifFailure.ifPresent(failure -> advice.add("ONVIF: " + failure.getMessage()));
    if (description.isEmpty() && onvifFailure.isEmpty()) {
      advice.add(
          "no ONVIF at the usual ports: switch it on in the camera's web page, or register the"
              + " stream by its URL");
    }
    streams.forEach(this::failure);
    streams.forEach(this::measured);
    description.ifPresent(this::described);
    return advice;
  }

  private void failure(Diagnosis.Stream stream) {
    stream
        .report()
        .failure()
        .ifPresent(failure -> advice.add(stream.role() + ": " + failure.message()));
  }

  private void measured(Diagnosis.Stream stream) {
    stream.report().measured().ifPresent(measured -> measured(stream, measured));
  }

  private void measured(Diagnosis.Stream stream, Measured measured) {
    String role = stream.role();
    group(stream, measured);
    stream
        .declared()
        .flatMap(declared -> declared.profile().encoder())
        .ifPresent(encoder -> rate(role, encoder, measured));
    if (measured.packetsLost() > 0) {
      advice.add(
          "%s: %d packets were lost: check the cable and the switch%s"
              .formatted(
                  role,
                  measured.packetsLost(),
                  measured.details().transport() == LowerTransport.TCP
                      ? ""
                      : ", or let the camera send over TCP"));
    }
    if (measured.details().codec() == VideoCodec.JPEG) {
      advice.add(
          role
              + ": Motion JPEG takes several times the network and the decoding: set H.264 or H.265");
    }
    if (!measured.senderReports()) {
      advice.add(
          role
              + ": no RTCP sender reports that can be trusted: capture times are taken from the"
              + " camera's clock or from arrival, and events say so; newer firmware may send them");
    }
  }

  private void group(Diagnosis.Stream stream, Measured measured) {
    double rate = measured.framesPerSecond();
    int pictures =
        measured.groupOfPictures() > 0
            ? measured.groupOfPictures()
            : stream
                .declared()
                .flatMap(declared -> declared.profile().encoder())
                .map(encoder -> encoder.groupLength().orElse(0))
                .orElse(0);
    if (rate <= 0) {
      return;
    }
    if (pictures == 0 && measured.groupOfPictures() == 0) {
      advice.add(
          "%s: no second key picture came while it was looked at: set the key picture interval to %d"
              .formatted(stream.role(), Math.round(2 * rate)));
      return;
    }
    double seconds = pictures / rate;
    if (seconds * 1000 > LONGEST_GROUP.toMillis()) {
      advice.add(
          "%s: group of pictures is %d pictures: set %d, or an event is found up to %.0f s late"
              .formatted(stream.role(), pictures, Math.round(2 * rate), seconds));
    }
  }

  private void rate(String role, VideoEncoder encoder, Measured measured) {
    double declared = encoder.frameRate().orElse(0);
    if (declared > 0 && measured.framesPerSecond() < RATE_KEPT * declared) {
      advice.add(
          "%s: %.1f pictures/s come where %.0f are set: give the picture more light (exposure), or ask"
                  .formatted(role, measured.framesPerSecond(), declared)
              + " less of the camera");
    }
  }

  private void described(CameraDescription camera) {
    if (camera.stream(CameraDescription.Role.SUB).isEmpty()) {
      boolean large =
          streams.stream()
              .flatMap(stream -> stream.report().measured().stream())
              .anyMatch(
                  measured ->
                      measured.details().width() * measured.details().height() > LARGE_PIXELS);
      if (large) {
        advice.add(
            "no sub-stream: switch it on (640x360 or so, 5 to 12 pictures/s), and this box serves"
                + " several times the cameras");
      }
    }
    camera.clock().map(ClockOffset::offset).ifPresent(this::clock);
    if (camera.proof() == DeviceSession.Proof.PLAIN_TOKEN) {
      advice.add(
          "the camera takes the password in plain only: keep it in a network of its own, or update"
              + " its firmware");
    }
  }

  private void clock(Duration offset) {
    if (offset.abs().compareTo(CLOCK) > 0) {
      advice.add(
          (offset.isNegative()
                  ? "the camera's clock is %s behind: set an NTP server in the camera"
                  : "the camera's clock is %s ahead: set an NTP server in the camera")
              .formatted(words(offset.abs())));
    }
  }

  /** In whole units of the largest that there are two of. */
  private static String words(Duration time) {
    double seconds = time.toMillis() / 1000.0;
    if (seconds >= 2 * 86_400) {
      return Math.round(seconds / 86_400) + " days";
    }
    if (seconds >= 2 * 3_600) {
      return Math.round(seconds / 3_600) + " hours";
    }
    return seconds >= 2 * 60 ? Math.round(seconds / 60) + " minutes" : Math.round(seconds) + " s";
  }
}
