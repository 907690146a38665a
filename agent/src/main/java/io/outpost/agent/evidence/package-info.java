/**
 * By what is told of a camera is shown: stills and clips of moments that have passed.
 *
 * <p>Pictures are kept as the camera coded them, for some seconds, and decoded for what is told
 * alone. A {@link io.outpost.agent.evidence.LineEvidence} is one camera's: it keeps the analysed
 * stream, which the gate fills; {@link io.outpost.agent.evidence.RingStills} takes stills from
 * that, {@link io.outpost.agent.evidence.LaneClips} clips, which wait until the seconds after a
 * beginning have come. Where a sub-stream is analysed, {@link io.outpost.agent.evidence.MainStream}
 * keeps the main stream beside it, for sharper stills; it never disturbs the analysis.
 *
 * <p>Every kept byte is reserved in the one {@code BufferBudget}. Rings are filled on an event loop
 * and read by the rules; what waits for a worker waits on threads that may. What cannot be had is
 * counted by its reason and missing from the event, which is told all the same.
 *
 * <p>Omitted on purpose: what there is a still or clip of, which the rules say, and when a picture
 * is kept for the gate's sake.
 */
@NullMarked
package io.outpost.agent.evidence;

import org.jspecify.annotations.NullMarked;
