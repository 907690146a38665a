package io.outpost.agent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.evaluate.Bar.Verdict;
import io.outpost.agent.evaluate.CountTruth.Counted;
import io.outpost.agent.evaluate.RecordedScores.Shortfall;
import io.outpost.agent.replay.Replay;
import io.outpost.agent.vision.Box;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  /** What a file may be called. */
  private static final String NAME = "<script>x('&')</script>\"";

  private static final String SHA = "ab12";

  @TempDir Path folder;

  @BeforeEach
  void placeImage() throws Exception {
    Files.createDirectory(folder.resolve("images"));
    Files.write(folder.resolve("images/ab12.jpg"), new byte[] {1, 2, 3});
  }

  @Test
  void page_anyNames_isWellFormedAndHoldsThemAsText() throws Exception {
    Document page = page(List.of());

    assertThat(texts(page, "h2")).containsExactly(NAME);
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void page_any_loadsNothingFromElsewhere() throws Exception {
    NodeList all = page(List.of()).getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      for (String name : List.of("src", "href")) {
        assertThat(element.getAttribute(name)).matches("|data:image/jpeg;base64,AQID");
      }
    }
  }

  @Test
  void page_laneEventAndFaces_showsZoneBoxAndVerdicts() throws Exception {
    Document page = page(List.of());

    assertThat(attributes(page, "polygon", "points"))
        .hasSize(2)
        .containsOnly("0.00,180.00 640.00,180.00 640.00,360.00");
    assertThat(attributes(page, "figure", "class"))
        .containsExactly("scene right", "scene false", "crop right", "crop twice");
    assertThat(texts(page, "li"))
        .containsExactly("lane d missed: 30.00–32.00 s", "2 events, expected 5 to 6");
  }

  @Test
  void page_worseThanRecorded_isPointedOut() throws Exception {
    Shortfall worse =
        new Shortfall(NAME, Score.LANES_MISSED, BigDecimal.ZERO, Optional.of(BigDecimal.ONE));

    assertThat(texts(page(List.of()), "td")).noneMatch(cell -> cell.contains("recorded"));
    assertThat(texts(page(List.of(worse)), "td")).contains("1, recorded 0");
  }

  @Test
  void write_any_isReadByOwnerAndGroupAlone() throws Exception {
    page(List.of());

    assertThat(Files.getPosixFilePermissions(folder.resolve("report.html")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void levels_overlappingBars_goBelowEachOther() {
    List<Bar> bars = List.of(bar(0, 3), bar(1, 2), bar(2, 4), bar(5, 5), bar(5, 5));

    assertThat(Timeline.levels(bars))
        .containsExactly(List.of(bar(0, 3), bar(5, 5)), List.of(bar(1, 2), bar(2, 4), bar(5, 5)));
  }

  private static Bar bar(double from, double to) {
    return new Bar(new Span(from, to), Verdict.RIGHT, "");
  }

  private Document page(List<Shortfall> worse) throws Exception {
    Path file = folder.resolve("report.html");
    HtmlReport.write(file, evaluation(), worse);
    // As XML, which knows nothing of the name of a document type without a definition.
    String page = Files.readString(file).replace("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private Evaluation evaluation() {
    Lane lane =
        new Lane(
            "d",
            new Polygon(List.of(new Point(0, 0.5), new Point(1, 0.5), new Point(1, 1))),
            Duration.ofMillis(400),
            Set.of(ObjectClass.VEHICLE));
    var camera =
        new CameraDraft("a", new Streams(URI.create("file:///a.mp4"), Optional.empty()))
            .faces(new Faces(true, 20))
            .lanes(List.of(lane))
            .build();
    Truth truth =
        new Truth(
            new Truth.Watched(NAME, folder.resolve("a<b.mp4"), Instant.EPOCH, camera, folder),
            Optional.of(List.of(Labelled.stay(1, 3), Labelled.stay(30, 32))),
            Optional.of(List.of(Labelled.face(0, 3))),
            List.of(new CountTruth(Counted.LANES, List.of(), 5, 6)),
            Optional.empty());
    Told told =
        new Told(
            List.of(occupation(1, 3), occupation(10, 12)),
            List.of(shot(1, 0.5), shot(2, 2.5)),
            List.of());
    return new Evaluation(
        List.of(
            new ClipEvaluation(
                truth,
                told,
                Outcome.of(truth, told, List.of(true)),
                new Replay.Summary(4, 100, 1, Duration.ofSeconds(40)),
                folder)));
  }

  private static Occupation occupation(double from, double to) {
    Seen seen = new Seen(new Box(0.4, 0.6, 0.1, 0.1), 640, 360);
    return new Occupation(1, "d", "vehicle", new Span(from, to), seen, Optional.of(SHA));
  }

  private static Shot shot(long track, double at) {
    Seen seen = new Seen(new Box(0.4, 0.2, 0.1, 0.1), 640, 360);
    return new Shot(track, at, 60, 0.7, seen, Optional.of(SHA));
  }

  private static List<String> texts(Document page, String tag) {
    List<String> texts = new ArrayList<>();
    NodeList all = page.getElementsByTagName(tag);
    for (int i = 0; i < all.getLength(); i++) {
      texts.add(all.item(i).getTextContent());
    }
    return texts;
  }

  private static List<String> attributes(Document page, String tag, String name) {
    List<String> values = new ArrayList<>();
    NodeList all = page.getElementsByTagName(tag);
    for (int i = 0; i < all.getLength(); i++) {
      values.add(((Element) all.item(i)).getAttribute(name));
    }
    return values;
  }
}
