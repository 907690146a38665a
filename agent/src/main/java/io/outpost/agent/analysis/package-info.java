/**
 * What is concluded from what the detectors saw: pure Java on boxes and times.
 *
 * <pre>
 *   AnalysedPicture -> Tracker (one per group of classes) -> Scene -> Rule ... -> Observation
 * </pre>
 *
 * <p>{@link io.outpost.agent.analysis.CameraAnalysis} is the entry, one per camera. Everything here
 * is serial and deterministic: time is the media time of the pictures, which may come at any
 * spacing, and the same pictures give the same observations. There is no I/O, clock or thread; the
 * one thing asked from outside are stills: {@link io.outpost.agent.analysis.Stills} of the picture
 * at hand, and {@link io.outpost.agent.analysis.SharperStills} of what is told, where a camera has
 * a stream with more pixels, and {@link io.outpost.agent.analysis.EarlierStills} of moments that
 * have passed. A still that cannot be had is counted, and the observation goes without.
 *
 * <p>A new rule is a {@code Rule}: one file, and one line in {@code CameraAnalysis}. Thresholds are
 * constants with their reason, not configuration: a technician cannot tune what he cannot measure.
 *
 * <p>Left out on purpose: anything that says who a person is. Bodies are joined over time by place
 * and motion alone, never by what they look like; so a person who leaves and comes back is a new
 * passing, and nothing is kept after the passing has been told, but where a face does not move.
 */
@NullMarked
package io.outpost.agent.analysis;

import org.jspecify.annotations.NullMarked;
