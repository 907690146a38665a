package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A lane that is watched only while the camera stands at a preset, and the picture has settled
 * after it was turned there. What stood in the lane before it was turned away is looked for at its
 * place when it is back, as after any gap.
 */
final class PresetRule implements Rule {
  /** For so long the picture must have stood still: the head swings out, the focus is sought. */
  static final long SETTLED_MICROS = 2_000_000;

  private final LaneOccupation lane;
  private final String preset;
  private final Supplier<View> view;
  private boolean watched;
  private boolean settling;
  private long sinceMicros;

  /**
   * @param view where the camera looks now
   */
  PresetRule(LaneOccupation lane, String preset, Supplier<View> view) {
    this.lane = lane;
    this.preset = preset;
    this.view = view;
    lane.watch(false);
  }

  @Override
  public List<Observation> observe(Scene scene) {
    AnalysedPicture picture = scene.picture();
    List<Observation> observations = new ArrayList<>();
    boolean there = view.get().isAt(preset);
    if (!there || scene.cut()) {
      observations.addAll(leave());
      settling = there;
      sinceMicros = picture.mediaMicros();
    } else if (!watched && !settling) {
      settling = true;
      sinceMicros = picture.mediaMicros();
    }
    if (settling && picture.mediaMicros() - sinceMicros >= SETTLED_MICROS) {
      settling = false;
      watched = true;
      lane.watch(true);
      observations.addAll(lane.begin(picture));
    }
    observations.addAll(
        watched ? lane.observe(scene) : lane.giveUp(picture.captureTime().instant()));
    return observations;
  }

  private List<Observation> leave() {
    settling = false;
    if (!watched) {
      return List.of();
    }
    watched = false;
    lane.watch(false);
    return lane.interrupt();
  }

  @Override
  public boolean open() {
    return watched && lane.open();
  }

  @Override
  public void rest(long micros) {
    if (watched) {
      lane.rest(micros);
    }
  }

  @Override
  public void stay(long micros) {
    if (watched) {
      lane.stay(micros);
    }
  }

  @Override
  public void unwatched(long micros) {
    if (watched) {
      lane.unwatched(micros);
    }
  }

  /** Where it looks then, is another question. */
  @Override
  public List<Observation> interrupt() {
    return leave();
  }

  @Override
  public List<Observation> giveUp(Instant now) {
    return lane.giveUp(now);
  }

  @Override
  public List<Observation> end() {
    watched = false;
    settling = false;
    lane.watch(false);
    return lane.end();
  }
}
