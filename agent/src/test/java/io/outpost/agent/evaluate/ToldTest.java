package io.outpost.agent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToldTest {
  @TempDir Path folder;

  @Test
  void read_beganUpdatedEnded_isOneOccupationFromEntering() throws IOException {
    Told told =
        read(
            lane("d", 3, "began", 2.5, 0.5),
            lane("d", 3, "updated", 32.5, 30.5),
            lane("d", 3, "ended", 40, 38));

    assertThat(told.occupations()).hasSize(1);
    Occupation one = told.occupations().get(0);
    assertThat(one.when()).isEqualTo(new Span(2, 40));
    assertThat(one.objectClass()).isEqualTo("vehicle");
    assertThat(one.image()).contains("ab12");
    assertThat(one.seen().width()).isEqualTo(640);
    assertThat(one.seen().box().y()).isEqualTo(0.5);
  }

  @Test
  void read_sameTrackComesBack_isTwoOccupations() throws IOException {
    Told told =
        read(
            lane("d", 3, "began", 1, 0),
            lane("d", 3, "ended", 2, 1),
            lane("d", 3, "began", 5, 0),
            lane("d", 3, "ended", 6, 1));

    assertThat(told.occupations())
        .extracting(Occupation::when)
        .containsExactly(new Span(1, 2), new Span(5, 6));
  }

  @Test
  void read_oneTrackInTwoLanes_isOneOfEach() throws IOException {
    Told told = read(lane("c", 3, "began", 1, 0), lane("d", 3, "began", 2, 0));

    assertThat(told.occupations()).extracting(Occupation::lane).containsExactly("c", "d");
  }

  @Test
  void read_noEnd_lastsToTheEndOfTheClip() throws IOException {
    assertThat(read(lane("d", 3, "began", 1, 0)).occupations().get(0).when())
        .isEqualTo(new Span(1, 60));
  }

  @Test
  void read_queues_areEachOfTheirGroupFromWhenTheyWereSlow() throws IOException {
    Told told =
        read(
            queue("south", "began", 13, 3),
            queue("north", "began", 20, 3),
            queue("south", "ended", 40, 30),
            queue("south", "began", 53, 3));

    assertThat(told.occupations()).isEmpty();
    assertThat(told.queues())
        .extracting(one -> one.lane() + " " + one.when().from() + " " + one.when().to())
        .containsExactly("south 10.0 40.0", "north 17.0 60.0", "south 50.0 60.0");
  }

  private static String queue(String group, String phase, double at, double duration) {
    return """
        {"type":"outpost.congestion.noticed.v1","data":{"group":"%s","phase":"%s",\
        "mediaSeconds":%s,"durationSeconds":%s,"images":[]}}"""
        .formatted(group, phase, at, duration);
  }

  @Test
  void read_face_isAShot() throws IOException {
    Told told =
        read(
            """
            {"type":"outpost.face.captured.v1","data":{"track":7,"phase":"ended",\
            "mediaSeconds":1.25,"quality":0.7,"shot":{"widthPixels":61.5},\
            "box":{"x":0.7,"y":0.2,"width":0.1,"height":0.2},\
            "picture":{"width":480,"height":270},"images":[]}}""");

    assertThat(told.shots()).hasSize(1);
    Shot shot = told.shots().get(0);
    assertThat(shot.at()).isEqualTo(1.25);
    assertThat(shot.widthPixels()).isEqualTo(61.5);
    assertThat(shot.image()).isEqualTo(Optional.empty());
  }

  @Test
  void read_faceToldEarlyAndAnew_isOneShotTheLast() throws IOException {
    Told told =
        read(
            face(7, "began", 1), face(8, "ended", 1.5), face(7, "updated", 3), face(7, "ended", 4));

    assertThat(told.shots()).extracting(Shot::track).containsExactly(8L, 7L);
    assertThat(told.shots()).extracting(Shot::at).containsExactly(1.5, 4.0);
  }

  private static String face(int track, String phase, double at) {
    return """
    {"type":"outpost.face.captured.v1","data":{"track":%d,"phase":"%s","mediaSeconds":%s,\
    "quality":0.7,"shot":{"widthPixels":61.5},"box":{"x":0.7,"y":0.2,"width":0.1,"height":0.2},\
    "picture":{"width":480,"height":270},"images":[]}}"""
        .formatted(track, phase, at);
  }

  private Told read(String... lines) throws IOException {
    Path events = Files.write(folder.resolve("events.jsonl"), List.of(lines));
    return Told.read(events, 60);
  }

  private static String lane(String lane, int track, String phase, double at, double dwell) {
    return """
    {"type":"outpost.lane.occupied.v1","data":{"lane":"%s","track":%d,"phase":"%s",\
    "mediaSeconds":%s,"dwellSeconds":%s,"class":"vehicle",\
    "box":{"x":0.1,"y":0.5,"width":0.2,"height":0.2},\
    "picture":{"width":640,"height":360},"images":[{"kind":"scene","sha256":"ab12"}]}}"""
        .formatted(lane, track, phase, at, dwell);
  }
}
