package io.outpost.agent.vision;

import io.outpost.agent.gate.Glance;
import io.outpost.agent.view.ViewLook;
import java.util.List;

/**
 * What came of one batch.
 *
 * @param pictures those that were to be analysed and decoded cleanly, in the order in which they
 *     are to be shown; with reordered codings one may belong to the batch before
 * @param views what the whole picture is like, every other second, in the same order
 * @param decoded pictures that decoded cleanly
 * @param glances what the model of the scene says of the pictures that were wanted, in the same
 *     order; none where the stream is not gated
 * @param corrupt access units that did not decode, decoded with errors, or had to be left out
 *     because what they refer to was missing
 */
public record Analysis(
    List<AnalysedPicture> pictures,
    List<Glance> glances,
    List<ViewLook> views,
    int decoded,
    int corrupt) {
  public static final Analysis NONE = nothing(0);

  public Analysis {
    pictures = List.copyOf(pictures);
    glances = List.copyOf(glances);
    views = List.copyOf(views);
  }

  /** Of a batch of which nothing could be decoded. */
  static Analysis nothing(int corrupt) {
    return new Analysis(List.of(), List.of(), List.of(), 0, corrupt);
  }
}
