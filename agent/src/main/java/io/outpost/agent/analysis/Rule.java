package io.outpost.agent.analysis;

import java.util.List;

/** Turns tracks into observations; one of its kind per camera, called serially. */
interface Rule {
  /** What this picture gives cause to tell. */
  List<Observation> observe(Scene scene);

  /** Closes whatever is open, because the stream or clip is over. */
  List<Observation> end();
}
