/**
 * The demonstration: a scene drawn by our own code, served as a camera, and the real agent run on
 * it. Nothing here tells the agent what to see: the drawings are good enough for the built-in
 * detectors, and the events that the demo prints are read back from the outbox.
 */
@NullMarked
package io.outpost.agent.demo;

import org.jspecify.annotations.NullMarked;
