package io.outpost.agent.cli;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Camera.Kind;
import io.outpost.agent.camera.Camera.Location;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Priority;
import io.outpost.agent.camera.Watchfulness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what a camera is for; the same when it is added and when it is edited. */
final class CameraSettings {
  @Option(names = "--name", paramLabel = "NAME", description = "A name for people, in any script.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = KindOption.class,
      completionCandidates = KindOption.class,
      description = "One of: ${COMPLETION-CANDIDATES}. Else street.")
  private Optional<Kind> kind = Optional.empty();

  @Option(
      names = "--location",
      paramLabel = LocationOption.FORM,
      converter = LocationOption.class,
      description = "Degrees, WGS 84; bearing clockwise from north.")
  private Optional<Location> location = Optional.empty();

  @Option(
      names = "--faces",
      negatable = true,
      description = "Capture faces, or not: the best shot of each, no identity.")
  private Optional<Boolean> faces = Optional.empty();

  @Option(
      names = "--lane",
      paramLabel = LaneOption.FORM,
      converter = LaneOption.class,
      description = {
        "A lane that may not be used; repeat for more. One of that id is replaced,",
        "but keeps the terms that its file says, such as direction."
      })
  private List<Lane> lanes = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = ModeOption.class,
      completionCandidates = ModeOption.class,
      description = {
        "How it is watched while nothing moves, one of: ${COMPLETION-CANDIDATES}.",
        "Else auto: eco, where its key pictures come often and regularly."
      })
  private Optional<AnalysisMode> mode = Optional.empty();

  @Option(
      names = "--priority",
      paramLabel = "PRIORITY",
      converter = PriorityOption.class,
      completionCandidates = PriorityOption.class,
      description = {
        "What it is worth when the box does not keep up, one of: ${COMPLETION-CANDIDATES}.",
        "Detectors leave those of low priority alone first. Else normal."
      })
  private Optional<Priority> priority = Optional.empty();

  @Option(
      names = "--face-detector",
      paramLabel = "NAME",
      description = {
        "The installed model that looks for faces, or builtin; '' for the agent's choice.",
        "See 'outpost models list'."
      })
  private Optional<String> faceDetector = Optional.empty();

  @Option(
      names = "--body-detector",
      paramLabel = "NAME",
      description = "The same for persons, vehicles and bicycles.")
  private Optional<String> bodyDetector = Optional.empty();

  /** What was given, over what the draft says. */
  CameraDraft over(CameraDraft draft) {
    Camera before = draft.build();
    name.ifPresent(draft::name);
    kind.ifPresent(draft::kind);
    location.ifPresent(given -> draft.location(Optional.of(given)));
    faces.ifPresent(wanted -> draft.faces(before.faces().enabled(wanted)));
    Watchfulness watch = before.watchfulness();
    draft.watchfulness(watch.in(mode.orElse(watch.mode())).of(priority.orElse(watch.priority())));
    draft.detectors(
        new DetectorNames(
            named(faceDetector, before.detectors().faces()),
            named(bodyDetector, before.detectors().bodies())));
    if (!lanes.isEmpty()) {
      List<Lane> all = new ArrayList<>(before.lanes());
      for (Lane lane : lanes) {
        LaneTerms terms = termsOf(lane.id(), all);
        all.removeIf(other -> other.id().equals(lane.id()));
        all.add(lane.under(terms));
      }
      draft.lanes(all);
    }
    return draft;
  }

  private static Optional<String> named(Optional<String> given, Optional<String> before) {
    return given.isPresent() ? given.filter(name -> !name.isEmpty()) : before;
  }

  /** Whoever draws a lane anew means its place, not the terms that the option cannot say. */
  private static LaneTerms termsOf(String id, List<Lane> lanes) {
    return lanes.stream()
        .filter(lane -> lane.id().equals(id))
        .findFirst()
        .map(Lane::terms)
        .orElse(LaneTerms.NONE);
  }

  boolean isEmpty() {
    return name.isEmpty()
        && kind.isEmpty()
        && location.isEmpty()
        && faces.isEmpty()
        && lanes.isEmpty()
        && mode.isEmpty()
        && priority.isEmpty()
        && faceDetector.isEmpty()
        && bodyDetector.isEmpty();
  }
}
