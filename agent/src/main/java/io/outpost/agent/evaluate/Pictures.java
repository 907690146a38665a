package io.outpost.agent.evaluate;

import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.Point;
import io.outpost.agent.evaluate.Bar.Verdict;
import io.outpost.agent.vision.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The pictures of a clip's events, within the page: what is drawn on one is drawn over it, and the
 * picture itself stays what the event's hash says.
 */
final class Pictures {
  private final ClipEvaluation clip;
  private final StringBuilder html = new StringBuilder();

  private Pictures(ClipEvaluation clip) {
    this.clip = clip;
  }

  static String of(ClipEvaluation clip) throws IOException {
    Pictures pictures = new Pictures(clip);
    for (Occupation told : clip.told().occupations()) {
      pictures.occupation(told);
    }
    for (Shot shot : clip.told().shots()) {
      pictures.shot(shot);
    }
    return pictures.html.isEmpty()
        ? "<p>Nothing was told.</p>\n"
        : "<div class=\"pictures\">\n" + pictures.html + "</div>\n";
  }

  private void occupation(Occupation told) throws IOException {
    Verdict verdict = TimelineRow.verdict(clip.outcome(), told);
    String caption =
        "lane %s, %s, track %d, %s"
            .formatted(told.lane(), told.objectClass(), told.track(), Html.seconds(told.when()));
    figure("scene", verdict, scene(told), caption);
  }

  private void shot(Shot shot) throws IOException {
    Verdict verdict = TimelineRow.verdict(clip.outcome(), shot);
    String caption =
        "face, track %d, at %s s, %s pixels wide, quality %s"
            .formatted(
                shot.track(),
                Html.number(shot.at()),
                Html.number(shot.widthPixels()),
                Html.number(shot.quality()));
    Optional<String> data = data(shot.image());
    figure(
        "crop",
        verdict,
        data.map("<img alt=\"the crop of a face\" src=\"%s\"/>"::formatted).orElse("no picture"),
        caption);
  }

  private void figure(String kind, Verdict verdict, String picture, String caption) {
    html.append(
        "<figure class=\"%s %s\">%s<figcaption><b>%s</b> %s</figcaption></figure>\n"
            .formatted(
                kind, verdict.style(), picture, Html.text(verdict.label()), Html.text(caption)));
  }

  /** The scene with the lane's zone and the body's box. */
  private String scene(Occupation told) throws IOException {
    Optional<String> data = data(told.image());
    if (data.isEmpty()) {
      return "no picture";
    }
    Seen seen = told.seen();
    Box box = seen.box();
    return """
    <svg viewBox="0 0 %d %d" role="img"><image href="%s" width="%d" height="%d"/>\
    %s<rect class="box" x="%s" y="%s" width="%s" height="%s"/></svg>"""
        .formatted(
            seen.width(),
            seen.height(),
            data.get(),
            seen.width(),
            seen.height(),
            zone(told),
            Html.number(box.x() * seen.width()),
            Html.number(box.y() * seen.height()),
            Html.number(box.width() * seen.width()),
            Html.number(box.height() * seen.height()));
  }

  private String zone(Occupation told) {
    return clip.truth().watched().camera().lanes().stream()
        .filter(lane -> lane.id().equals(told.lane()))
        .map(lane -> polygon(lane, told.seen()))
        .collect(Collectors.joining());
  }

  private static String polygon(Lane lane, Seen seen) {
    return lane.polygon().corners().stream()
        .map(corner -> point(corner, seen))
        .collect(Collectors.joining(" ", "<polygon class=\"zone\" points=\"", "\"/>"));
  }

  private static String point(Point corner, Seen seen) {
    return Html.number(corner.x() * seen.width()) + "," + Html.number(corner.y() * seen.height());
  }

  private Optional<String> data(Optional<String> sha256) throws IOException {
    if (sha256.isEmpty()) {
      return Optional.empty();
    }
    Path file = clip.folder().resolve("images").resolve(sha256.get() + ".jpg");
    return Optional.of(
        "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
  }
}
