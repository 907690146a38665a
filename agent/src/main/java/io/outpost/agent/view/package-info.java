/**
 * Whether a camera's picture can be trusted.
 *
 * <p>The vision worker measures a few hundred numbers of a picture every other second ({@link
 * io.outpost.agent.view.ViewGrid}); they outlive the worker, for it is the agent that compares them
 * with what the camera's view has been like ({@link io.outpost.agent.view.ViewWatch}). From a
 * picture that is black, covered, out of focus or frozen no rule concludes anything, and no lane is
 * occupied before a camera that was moved. Masked parts are not measured. Nothing here reads a
 * clock.
 */
@NullMarked
package io.outpost.agent.view;

import org.jspecify.annotations.NullMarked;
