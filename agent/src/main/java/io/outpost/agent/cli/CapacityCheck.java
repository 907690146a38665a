package io.outpost.agent.cli;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.plan.Admission;
import io.outpost.agent.plan.Admission.Remedy;
import io.outpost.agent.plan.Admission.Verdict;
import io.outpost.agent.plan.Machine;
import io.outpost.agent.plan.MeasuredPlan;
import io.outpost.agent.plan.PlannedCamera;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether this box has room for the cameras that are to be added, by what {@code outpost plan}
 * measured on it. Nothing is measured here: where nothing is known, cameras are let in, and it is
 * said once how to know.
 */
final class CapacityCheck {
  /** Asks somebody at the keyboard. */
  @FunctionalInterface
  interface Question {
    /**
     * @param otherwise what an empty answer means
     */
    String ask(String question, String otherwise) throws CommandFailure;
  }

  private static final List<String> YES = List.of("yes", "y", "是");

  private final OutpostCommand outpost;
  private final boolean force;
  private final double activity;
  private Optional<Admission> admission;
  private boolean advised;

  private CapacityCheck(OutpostCommand outpost, boolean force, Optional<MeasuredPlan> measured)
      throws IOException {
    this.outpost = outpost;
    this.force = force;
    this.activity = measured.map(MeasuredPlan::activity).orElse(0.0);
    this.admission = Optional.empty();
    if (measured.isPresent()) {
      List<PlannedCamera> registered =
          outpost.cameras().list().cameras().stream()
              .filter(Camera::enabled)
              .map(camera -> PlannedCamera.of(camera, activity))
              .toList();
      admission =
          Optional.of(new Admission(Machine.capacity(), measured.get().costs(), registered));
    }
  }

  /**
   * @param force lets everything in, and says what that means
   */
  static CapacityCheck of(OutpostCommand outpost, boolean force) throws IOException {
    return new CapacityCheck(outpost, force, measured(outpost));
  }

  private static Optional<MeasuredPlan> measured(OutpostCommand outpost) throws IOException {
    try {
      return outpost.planFile().read();
    } catch (ConfigException wrong) {
      return Optional.empty(); // a broken agent.yaml says nothing about the camera
    }
  }

  /** Says what is missing, and what would help. */
  void admit(Camera camera) throws CommandFailure {
    if (!fits(camera) && !force) {
      throw full(camera);
    }
  }

  /**
   * The same with somebody who may decide otherwise.
   *
   * @return the camera as it is to be registered
   */
  Camera admit(Camera camera, Question question) throws CommandFailure {
    if (fits(camera) || force) {
      return camera;
    }
    Camera eco =
        CameraDraft.of(camera).watchfulness(camera.watchfulness().in(AnalysisMode.ECO)).build();
    if (judge(eco).filter(Verdict::fits).isPresent()
        && isYes(question.ask("Watch it in eco mode, so that it fits", "yes"))) {
      return eco;
    }
    if (isYes(question.ask("Register it all the same", "no"))) {
      return camera;
    }
    throw full(camera);
  }

  /**
   * For one of many: says nothing but in the refusal.
   *
   * @throws CommandFailure when there is no room, and none is forced
   */
  void admitQuietly(Camera camera) throws CommandFailure {
    Optional<Verdict> verdict = judge(camera);
    if (verdict.isPresent() && !verdict.get().fits() && !force) {
      throw new CommandFailure(
          ExitCode.FULL, "the box is full: %s".formatted(wanted(verdict.get())));
    }
    admission = admission.map(one -> one.with(PlannedCamera.of(camera, activity)));
  }

  /** Of all that were let in, for {@link #admitQuietly}: whether they are more than fit. */
  void concludeQuietly() {
    if (admission.isEmpty()) {
      adviseToMeasure();
    } else if (!admission.get().load().fits()) {
      say("the box is full: registered all the same, as --force says; see: outpost plan");
    }
  }

  private boolean fits(Camera camera) {
    Optional<Verdict> verdict = judge(camera);
    if (verdict.isEmpty()) {
      adviseToMeasure();
      return true;
    }
    if (verdict.get().fits()) {
      return true;
    }
    say(wanted(verdict.get()));
    verdict.get().remedies().forEach(remedy -> say(sentence(remedy)));
    if (force) {
      say("the box is full: registered all the same, as --force says; see: outpost plan");
    }
    return false;
  }

  private Optional<Verdict> judge(Camera camera) {
    return admission.map(one -> one.judge(PlannedCamera.of(camera, activity)));
  }

  private static CommandFailure full(Camera camera) {
    return new CommandFailure(
        ExitCode.FULL,
        "the box is full, camera '%s' was not registered; --force registers it all the same"
            .formatted(camera.id()));
  }

  private void adviseToMeasure() {
    if (!advised) {
      say("nobody knows yet whether this box has room for it; measure once: outpost plan");
      advised = true;
    }
  }

  private static String wanted(Verdict verdict) {
    return String.format(
        Locale.ROOT,
        "with it %d cameras want %.0f %% of the cores and %.0f %% of the memory that may be used; what is short: %s",
        verdict.cameras(),
        verdict.load().cores() * 100,
        verdict.load().memory() * 100,
        PlanReport.word(verdict.load().binds()));
  }

  private static String sentence(Remedy remedy) {
    return switch (remedy) {
      case SUB_STREAM -> "it fits when its sub-stream of 640x360 is analysed: --sub URL";
      case ECO -> "it fits in eco mode: --mode eco";
      case SUB_STREAM_AND_ECO -> "it fits in eco mode on its sub-stream: --sub URL --mode eco";
      case FEWER_PICTURES ->
          "it fits with half as many pictures a second: set that on the camera, then --force";
      case OTHERS_ECO ->
          "it fits when the other cameras are in eco mode: outpost camera edit ID --mode eco";
    };
  }

  private static boolean isYes(String answer) {
    return YES.contains(answer.strip().toLowerCase(Locale.ROOT));
  }

  private void say(String text) {
    outpost.terminal().err().println("outpost: " + text);
  }
}
