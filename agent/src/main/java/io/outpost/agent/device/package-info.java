/**
 * What is asked of a camera by ONVIF while its pictures are analysed.
 *
 * <p>A {@link io.outpost.agent.device.DeviceWatch} is one camera's: how far its clock is off
 * corrects the capture times of what is still to come; what it notices by itself becomes an
 * observation, and may wake the gate; where it looks says which lanes are watched. It tells its
 * {@link io.outpost.agent.device.DeviceWatch.Ears} and knows nobody else.
 *
 * <p>No thread waits for a camera: answers come on the threads of {@code onvif}, times on a timer
 * that is given. Omitted on purpose: how cameras are asked, which is {@code onvif}.
 */
@NullMarked
package io.outpost.agent.device;

import org.jspecify.annotations.NullMarked;
