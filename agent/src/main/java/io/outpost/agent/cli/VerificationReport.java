package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.verify.ChainResult;
import io.outpost.agent.verify.Flaw;
import io.outpost.agent.verify.Verification;
import java.io.PrintWriter;

/** What {@code outpost events verify} says. */
final class VerificationReport {
  private static final int MOST_FLAWS = 20;
  private static final String NONE = "-";

  private final Terminal terminal;
  private final PrintWriter out;

  VerificationReport(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
  }

  void print(Verification.Result result) {
    Table table = new Table("CAMERA", "VERIFIED", "FIRST", "LAST", "LOST", "FLAWS", "LAST HASH");
    for (ChainResult camera : result.cameras()) {
      table.add(
          camera.camera(),
          Long.toString(camera.counts().verified()),
          Long.toString(camera.first()),
          Long.toString(camera.last()),
          Long.toString(camera.counts().lost()),
          Long.toString(camera.counts().flaws()),
          camera.lastHash().orElse(NONE));
    }
    table.print(out, terminal.words());
    result.cameras().forEach(this::printNotes);
    result.unreadable().forEach(out::println);
    if (result.imagesAbsent() > 0) {
      out.println("%d images are not here".formatted(result.imagesAbsent()));
    }
    printVerdict(result);
  }

  private void printNotes(ChainResult camera) {
    if (camera.counts().unchained() > 0) {
      out.println(
          "%s: %d events are from before events had hashes: they cannot be verified"
              .formatted(camera.camera(), camera.counts().unchained()));
    }
    if (camera.counts().lost() > 0) {
      out.println(
          "%s: %d events are lost, as a later event confirms"
              .formatted(camera.camera(), camera.counts().lost()));
    }
    camera.flaws().stream()
        .limit(MOST_FLAWS)
        .forEach(flaw -> out.println(line(camera.camera(), flaw)));
    if (camera.counts().flaws() > MOST_FLAWS) {
      out.println(
          "%s: %d flaws in all; --json shows more"
              .formatted(camera.camera(), camera.counts().flaws()));
    }
  }

  private static String line(String camera, Flaw flaw) {
    String place = flaw.first() + (flaw.last() > flaw.first() ? "-" + flaw.last() : "");
    return switch (flaw.kind()) {
      case CHANGED -> "%s: event %s is not as it was made".formatted(camera, place);
      case MISSING ->
          "%s: event %s is missing, and no event says that it is lost".formatted(camera, place);
      case OUT_OF_ORDER -> "%s: event %s stands behind a later one".formatted(camera, place);
      case UNCONFIRMED ->
          "%s: event %s is said to be lost, but no later event confirms it; if none will, it was removed"
              .formatted(camera, place);
      case IMAGE ->
          "%s: an image of event %s is not the one that was made".formatted(camera, place);
    };
  }

  private void printVerdict(Verification.Result result) {
    long events = result.cameras().stream().mapToLong(one -> one.counts().verified()).sum();
    if (result.ok()) {
      out.println(
          "%d events and %d images are as they were made, and none is missing between them"
              .formatted(events, result.images()));
    } else {
      out.println("not all is as it was made");
    }
  }

  static String json(Verification.Result result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ok", result.ok());
    ArrayNode cameras = json.putArray("cameras");
    result.cameras().forEach(camera -> add(cameras.addObject(), camera));
    json.put("images", result.images());
    json.put("imagesAbsent", result.imagesAbsent());
    ArrayNode unreadable = json.putArray("unreadable");
    result.unreadable().forEach(unreadable::add);
    return json.toPrettyString();
  }

  private static void add(ObjectNode json, ChainResult camera) {
    json.put("camera", camera.camera());
    json.put("incarnation", camera.incarnation());
    json.put("ok", camera.ok());
    json.put("first", camera.first());
    json.put("last", camera.last());
    json.put("lastHash", camera.lastHash().orElse(null));
    json.put("verified", camera.counts().verified());
    json.put("unchained", camera.counts().unchained());
    json.put("repeated", camera.counts().repeated());
    json.put("lost", camera.counts().lost());
    json.put("flawCount", camera.counts().flaws());
    ArrayNode flaws = json.putArray("flaws");
    for (Flaw flaw : camera.flaws()) {
      flaws
          .addObject()
          .put("kind", flaw.kind().label())
          .put("firstSequence", flaw.first())
          .put("lastSequence", flaw.last());
    }
  }
}
