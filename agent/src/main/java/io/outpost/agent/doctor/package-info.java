/**
 * One camera looked at once, for whoever sets it up; no agent has to run.
 *
 * <p>{@link io.outpost.agent.doctor.CameraDoctor} tries its ports, asks it about itself and looks
 * at its streams, and says in plain words what to change; {@link io.outpost.agent.doctor.Snapshot}
 * takes one picture, as a worker sees it. Both block until the camera has answered or its time is
 * up, start their own threads and end them. Nothing is written, here or in the camera.
 */
@NullMarked
package io.outpost.agent.doctor;

import org.jspecify.annotations.NullMarked;
