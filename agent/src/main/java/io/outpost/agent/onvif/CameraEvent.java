package io.outpost.agent.onvif;

import io.outpost.protocols.onvif.CameraSignal;
import java.time.Instant;

/**
 * What a camera noticed.
 *
 * @param signal what it means; its state is empty for what happens and does not last
 * @param topic without prefixes, such as {@code VideoSource/MotionAlarm}
 * @param source token of what noticed it, such as a video source or an input; empty when the camera
 *     names none
 * @param time by this machine's clock
 * @param presumed whether the camera did not say that it is over, and it is taken to be
 */
public record CameraEvent(
    CameraSignal signal, String topic, String source, Instant time, boolean presumed) {}
