package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.ingest.ProbeReport;
import io.outpost.agent.ingest.ProbeReport.Measured;
import io.outpost.agent.ingest.StreamDetails;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.LowerTransport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a look at a stream found, for people and for scripts. */
final class ProbeText {
  private ProbeText() {}

  static List<String> lines(String name, URI uri, Measured measured) {
    var details = measured.details();
    String size = details.width() == 0 ? "size not told" : details.width() + "x" + details.height();
    String keys =
        measured.groupOfPictures() == 0
            ? "no second key picture in that time"
            : "a key picture every " + measured.groupOfPictures();
    return List.of(
        name + ": " + uri,
        "  %s, %s, %.1f pictures/s, %s, %s"
            .formatted(
                codec(details.codec()),
                size,
                measured.framesPerSecond(),
                rate(measured.bitsPerSecond()),
                keys),
        "  over %s%s, first picture after %.1f s, %s, %s, %d packets lost"
            .formatted(
                details.transport(),
                why(details),
                measured.firstPicture().toMillis() / 1000.0,
                measured.senderReports() ? "RTCP sender reports" : "no usable RTCP sender reports",
                parameterSets(details),
                measured.packetsLost()));
  }

  private static String parameterSets(StreamDetails details) {
    if (details.codec() == VideoCodec.JPEG) {
      return "no parameter sets needed";
    }
    return details.parameterSetsInBand()
        ? "parameter sets in the stream"
        : "parameter sets in the session description alone";
  }

  /** Why it is this transport, where the camera did not take the first one offered. */
  private static String why(StreamDetails details) {
    List<String> reasons = new ArrayList<>();
    if (!details.refused().isEmpty()) {
      reasons.add("the camera refused " + names(details.refused()));
    }
    if (!details.silent().isEmpty()) {
      reasons.add("nothing came over " + names(details.silent()));
    }
    return reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")";
  }

  private static String names(List<LowerTransport> transports) {
    return transports.stream().map(Enum::name).collect(Collectors.joining(" and "));
  }

  static ObjectNode json(String name, URI uri, ProbeReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("stream", name);
    json.put("url", uri.toString());
    json.put("ok", report.measured().isPresent());
    report
        .failure()
        .ifPresent(
            failure -> {
              json.put("reason", failure.reason().label());
              json.put("message", failure.message());
              failure.certificate().ifPresent(shown -> json.put("certificate", shown.toString()));
            });
    report.measured().ifPresent(measured -> put(json, measured));
    return json;
  }

  private static void put(ObjectNode json, Measured measured) {
    var details = measured.details();
    json.put("codec", codec(details.codec()));
    json.put("width", details.width());
    json.put("height", details.height());
    json.put("transport", label(details.transport()));
    ArrayNode refused = json.putArray("refusedTransports");
    details.refused().forEach(lower -> refused.add(label(lower)));
    ArrayNode silent = json.putArray("silentTransports");
    details.silent().forEach(lower -> silent.add(label(lower)));
    json.put("framesPerSecond", measured.framesPerSecond());
    json.put("bitsPerSecond", measured.bitsPerSecond());
    json.put("groupOfPictures", measured.groupOfPictures());
    json.put("firstPictureSeconds", measured.firstPicture().toMillis() / 1000.0);
    json.put("parameterSetsInBand", details.parameterSetsInBand());
    json.put("senderReports", measured.senderReports());
    json.put("packetsLost", measured.packetsLost());
  }

  private static String label(LowerTransport transport) {
    return transport.name().toLowerCase(Locale.ROOT);
  }

  private static String codec(VideoCodec codec) {
    return switch (codec) {
      case H264 -> "H.264";
      case H265 -> "H.265";
      case JPEG -> "Motion JPEG";
    };
  }

  private static String rate(long bitsPerSecond) {
    return bitsPerSecond >= 1_000_000
        ? "%.1f Mbit/s".formatted(bitsPerSecond / 1e6)
        : bitsPerSecond / 1000 + " kbit/s";
  }
}
