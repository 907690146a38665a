package io.outpost.agent.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Phase;
import io.outpost.agent.event.ChainHash;
import io.outpost.agent.event.ChainLink;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.Incarnation;
import io.outpost.agent.event.LostEvents;
import io.outpost.agent.event.LostRange;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.verify.Flaw.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
  private static final Incarnation INCARNATION = new Incarnation("00ff00ff00ff00ff");

  @TempDir Path folder;

  private static Event event(String camera, long sequence, ChainLink link) {
    return TestOutbox.draft(camera, Phase.BEGAN, 50).number(INCARNATION, sequence, link);
  }

  /** So many events of a camera, as lines. */
  private static List<byte[]> chain(String camera, int events) {
    List<byte[]> lines = new ArrayList<>();
    ChainLink link = ChainLink.NONE;
    for (int i = 1; i <= events; i++) {
      Event event = event(camera, i, link);
      lines.add(event.json());
      link = ChainLink.after(event);
    }
    return lines;
  }

  private static byte[] loss(long first, long last, byte[] before) {
    return new LostEvents(
            "a", first, last, LostEvents.Reason.QUOTA, Optional.of(ChainHash.of(before)))
        .toEvent("test", INCARNATION, Observations.CAPTURED)
        .json();
  }

  private Verification.Result verify(List<byte[]> lines) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      file.writeBytes(line);
      file.write('\n');
    }
    return Verification.ofFiles(
        List.of(Files.write(folder.resolve("events.jsonl"), file.toByteArray())));
  }

  private List<Flaw> flaws(List<byte[]> lines) throws IOException {
    return verify(lines).cameras().get(0).flaws();
  }

  private static byte[] changed(byte[] line) {
    return new String(line, UTF_8).replace("shoulder", "sh0ulder").getBytes(UTF_8);
  }

  /** As somebody would change it who knows of the hash. */
  private static byte[] forged(byte[] line) {
    String text = new String(changed(line), UTF_8);
    String plain = text.replaceFirst(",\"eventhash\":\"[0-9a-f]{64}\"}$", "}");
    return text.replaceFirst(
            "\"eventhash\":\"[0-9a-f]{64}\"",
            "\"eventhash\":\"" + ChainHash.of(plain.getBytes(UTF_8)) + "\"")
        .getBytes(UTF_8);
  }

  @Test
  void camerasAmongEachOther_untouched_areVerified() throws IOException {
    List<byte[]> lines = new ArrayList<>();
    List<byte[]> b = chain("b", 3);
    for (byte[] line : chain("a", 3)) {
      lines.add(line);
      lines.add(b.get(lines.size() / 2));
    }

    Verification.Result result = verify(lines);

    assertThat(result.ok()).isTrue();
    assertThat(result.cameras()).extracting(ChainResult::camera).containsExactly("a", "b");
    assertThat(result.cameras().get(0).counts()).isEqualTo(new ChainResult.Counts(3, 0, 0, 0, 0));
    assertThat(result.cameras().get(0).lastHash()).contains(ChainHash.of(lines.get(4)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9})
  void event_changed_isNamed(int index) throws IOException {
    List<byte[]> lines = chain("a", 10);
    lines.set(index, changed(lines.get(index)));

    Verification.Result result = verify(lines);

    assertThat(result.ok()).isFalse();
    assertThat(result.cameras().get(0).flaws())
        .containsExactly(new Flaw(Kind.CHANGED, index + 1, index + 1));
    assertThat(result.cameras().get(0).counts().verified()).isEqualTo(9);
  }

  @Test
  void event_changedWithItsHash_isGivenAwayByTheNext() throws IOException {
    List<byte[]> lines = chain("a", 10);
    lines.set(3, forged(lines.get(3)));
    assertThat(ChainHash.claimed(lines.get(3))).contains(ChainHash.of(lines.get(3)));

    assertThat(flaws(lines)).containsExactly(new Flaw(Kind.CHANGED, 4, 4));
  }

  @Test
  void event_itsHashTakenAway_isNoticed() throws IOException {
    List<byte[]> lines = chain("a", 10);
    String bare =
        new String(lines.get(3), UTF_8).replaceFirst(",\"eventhash\":\"[0-9a-f]{64}\"}$", "}");
    lines.set(3, bare.replace("shoulder", "sh0ulder").getBytes(UTF_8));

    assertThat(flaws(lines)).containsExactly(new Flaw(Kind.CHANGED, 4, 4));
  }

  @Test
  void events_removed_areNamed() throws IOException {
    List<byte[]> lines = chain("a", 10);
    lines.subList(3, 5).clear();
    lines.remove(6);

    assertThat(flaws(lines))
        .containsExactly(new Flaw(Kind.MISSING, 4, 5), new Flaw(Kind.MISSING, 9, 9));
  }

  @Test
  void events_theFirstOnesNotThere_saysWhereItBegins() throws IOException {
    List<byte[]> lines = chain("a", 10);
    lines.subList(0, 4).clear();

    ChainResult camera = verify(lines).cameras().get(0);

    assertThat(camera.ok()).isTrue();
    assertThat(camera.first()).isEqualTo(5);
    assertThat(camera.counts().verified()).isEqualTo(6);
  }

  @Test
  void events_inAnotherOrder_areNamed() throws IOException {
    List<byte[]> lines = chain("a", 10);
    Collections.swap(lines, 3, 4);

    assertThat(flaws(lines)).containsExactly(new Flaw(Kind.OUT_OF_ORDER, 4, 4));
  }

  @Test
  void events_deliveredAgain_areNoFlaw() throws IOException {
    List<byte[]> lines = chain("a", 10);
    lines.addAll(7, lines.subList(3, 7).stream().toList());

    ChainResult camera = verify(lines).cameras().get(0);

    assertThat(camera.ok()).isTrue();
    assertThat(camera.counts()).isEqualTo(new ChainResult.Counts(10, 0, 4, 0, 0));
  }

  @Test
  void event_deliveredAgainWithOtherBytes_isNoticed() throws IOException {
    List<byte[]> lines = chain("a", 10);
    lines.add(7, forged(lines.get(3)));

    assertThat(flaws(lines)).containsExactly(new Flaw(Kind.CHANGED, 4, 4));
  }

  /** Events 4 and 5 are lost, which the event after the tenth confirms. */
  private static List<byte[]> chainWithLoss() {
    List<byte[]> lines = chain("a", 10);
    byte[] before = lines.get(2);
    byte[] last = lines.get(9);
    lines.subList(3, 5).clear();
    lines.add(3, loss(4, 5, before));
    LostRange range = new LostRange(4, 5, Optional.of(ChainHash.of(before)));
    lines.add(
        event("a", 11, new ChainLink(Optional.of(ChainHash.of(last)), List.of(range))).json());
    return lines;
  }

  @Test
  void loss_thatALaterEventConfirms_isNoFlaw() throws IOException {
    ChainResult camera = verify(chainWithLoss()).cameras().get(0);

    assertThat(camera.ok()).as(camera.toString()).isTrue();
    assertThat(camera.counts()).isEqualTo(new ChainResult.Counts(9, 0, 0, 2, 0));
  }

  @Test
  void loss_thatNoEventConfirms_isTold() throws IOException {
    List<byte[]> lines = chainWithLoss();
    lines.remove(lines.size() - 1);

    assertThat(flaws(lines)).containsExactly(new Flaw(Kind.UNCONFIRMED, 4, 5));
  }

  @Test
  void loss_widenedToHideARemoval_isNotBelieved() throws IOException {
    List<byte[]> lines = chainWithLoss();
    List<byte[]> whole = chain("a", 10);
    lines.set(3, loss(4, 6, whole.get(2)));
    lines.remove(4);

    assertThat(flaws(lines)).containsExactly(new Flaw(Kind.UNCONFIRMED, 6, 6));
  }

  @Test
  void loss_withTheEventBeforeItChanged_isNoticed() throws IOException {
    List<byte[]> lines = chainWithLoss();
    byte[] forged = forged(lines.get(2));
    lines.set(2, forged);
    lines.set(3, loss(4, 5, forged));

    assertThat(flaws(lines)).containsExactly(new Flaw(Kind.CHANGED, 3, 3));
  }

  @Test
  void loss_ofEventsThatWereDeliveredBefore_isNoFlaw() throws IOException {
    List<byte[]> lines = chain("a", 10);
    lines.add(7, loss(5, 7, lines.get(3)));

    assertThat(verify(lines).ok()).isTrue();
  }

  @Test
  void events_fromBeforeThereWereHashes_areCountedAndTheLastOfThemIsHeld() throws IOException {
    List<byte[]> lines = new ArrayList<>();
    for (byte[] line : chain("a", 3)) {
      lines.add(
          new String(line, UTF_8)
              .replaceAll(",\"(eventhash|previoushash)\":\"[0-9a-f]{64}\"", "")
              .getBytes(UTF_8));
    }
    Event fourth = event("a", 4, new ChainLink(Optional.of(ChainHash.of(lines.get(2))), List.of()));
    lines.add(fourth.json());
    lines.add(event("a", 5, ChainLink.after(fourth)).json());

    ChainResult camera = verify(lines).cameras().get(0);
    assertThat(camera.ok()).as(camera.toString()).isTrue();
    assertThat(camera.counts()).isEqualTo(new ChainResult.Counts(2, 3, 0, 0, 0));

    lines.set(2, changed(lines.get(2)));
    assertThat(flaws(lines)).contains(new Flaw(Kind.CHANGED, 3, 3));
  }

  /** Whatever one thing is done to a chain between its ends, it shows. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyTampering_seeded_shows(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<byte[]> lines = chain("a", 12);
      int at = 1 + random.nextInt(10);
      switch (random.nextInt(4)) {
        case 0 -> lines.remove(at);
        case 1 -> Collections.swap(lines, at, (at + 1 + random.nextInt(10)) % 12);
        case 2 -> {
          byte[] line = lines.get(at).clone();
          line[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(4));
          lines.set(at, line);
        }
        default -> lines.set(at, forged(lines.get(at)));
      }
      assertThat(verify(lines).ok()).as("seed " + seed + " round " + round).isFalse();
    }
  }

  @Test
  void line_thatIsNoEvent_isTold() throws IOException {
    List<byte[]> lines = chain("a", 2);
    lines.add("{\"id\":\"x\"}".getBytes(UTF_8));

    Verification.Result result = verify(lines);

    assertThat(result.ok()).isFalse();
    assertThat(result.unreadable()).hasSize(1);
    assertThat(result.unreadable().get(0)).contains("events.jsonl:3: ").contains("\"x\"");
  }
}
