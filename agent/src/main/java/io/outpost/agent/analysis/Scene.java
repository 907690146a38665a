package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import java.util.List;

/**
 * What a rule is shown after each picture.
 *
 * @param tracks all living tracks, unconfirmed ones too
 * @param over confirmed tracks that this picture ended
 * @param stills of this picture
 * @param cut whether it differs from the one before far more than pictures did lately
 */
record Scene(
    AnalysedPicture picture,
    List<Track> tracks,
    List<Track> over,
    StillTaker stills,
    boolean cut) {}
