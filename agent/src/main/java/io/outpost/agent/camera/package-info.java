/**
 * What is registered: cameras, their streams, masks and lanes, and the names of their credentials.
 */
@NullMarked
package io.outpost.agent.camera;

import org.jspecify.annotations.NullMarked;
