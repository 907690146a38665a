package io.outpost.agent.demo;

import io.outpost.agent.camera.StreamUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What to demonstrate.
 *
 * @param camera a camera to read instead of serving a clip
 * @param clip a clip to serve instead of the drawn scene
 * @param check end as soon as both kinds of event were there
 * @param limit how long both kinds of event are waited for
 * @param practice the interface on which the camera can also be found by ONVIF; it is then left to
 *     be registered by the person who watches
 */
public record DemoOptions(
    Optional<StreamUrl> camera,
    Optional<Path> clip,
    boolean check,
    Duration limit,
    Optional<String> practice) {}
