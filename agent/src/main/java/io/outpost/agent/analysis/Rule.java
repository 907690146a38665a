package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import java.time.Instant;
import java.util.List;

/** Turns tracks into observations; one of its kind per camera, called serially. */
interface Rule {
  /** What this picture gives cause to tell. */
  List<Observation> observe(Scene scene);

  /** Whether something is open that goes on as long as pictures show it. */
  boolean open();

  /**
   * Nobody looked for a while, and nothing moved: whatever is open is not to be closed for that.
   *
   * @param micros of media time, which the next picture is ahead by
   */
  void rest(long micros);

  /**
   * Bodies are not looked for in the next picture, for as far as can be seen they are where they
   * were: time in which nobody was missed.
   *
   * @param micros of media time since the last picture
   */
  default void stay(long micros) {}

  /**
   * No picture came for a while, or none that could be looked at: whatever stands is not missing
   * for that.
   *
   * @param micros of media time, which the next picture is ahead by
   */
  default void unwatched(long micros) {}

  /**
   * Pictures have come to an end and may come again, of any media time: closes what cannot be found
   * again then.
   */
  default List<Observation> interrupt() {
    return end();
  }

  /**
   * Pictures begin, or begin again.
   *
   * @param first which is shown to the rule next
   * @return what was given up meanwhile
   */
  default List<Observation> begin(AnalysedPicture first) {
    return List.of();
  }

  /** Pictures are missing still: closes what has waited for too long. */
  default List<Observation> giveUp(Instant now) {
    return List.of();
  }

  /**
   * The next picture shows something else, as far as can be seen: tracks of faces end before it.
   */
  default void cut() {}

  /** Whether it goes by places in the picture, which are elsewhere when the camera was moved. */
  default boolean needsPlaces() {
    return true;
  }

  /** Closes whatever is open, because the stream or clip is over. */
  List<Observation> end();
}
