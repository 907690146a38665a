package io.outpost.agent.analysis;

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

  /** Closes whatever is open, because the stream or clip is over. */
  List<Observation> end();
}
