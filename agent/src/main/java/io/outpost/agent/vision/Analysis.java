package io.outpost.agent.vision;

import java.util.List;

/**
 * What came of one batch.
 *
 * @param pictures those that were to be analysed and decoded cleanly, in the order in which they
 *     are to be shown; with reordered codings one may belong to the batch before
 * @param decoded pictures that decoded cleanly
 * @param corrupt access units that did not decode, decoded with errors, or had to be left out
 *     because what they refer to was missing
 */
public record Analysis(List<AnalysedPicture> pictures, int decoded, int corrupt) {
  public static final Analysis NONE = new Analysis(List.of(), 0, 0);

  public Analysis {
    pictures = List.copyOf(pictures);
  }
}
