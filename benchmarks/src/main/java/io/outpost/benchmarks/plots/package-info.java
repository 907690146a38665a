/** Draws recorded figures as SVG, without a library. */
@NullMarked
package io.outpost.benchmarks.plots;

import org.jspecify.annotations.NullMarked;
