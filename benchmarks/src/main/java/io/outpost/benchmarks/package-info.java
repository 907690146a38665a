/** Every measured figure of the project, each against a rival measured in the same run. */
@NullMarked
package io.outpost.benchmarks;

import org.jspecify.annotations.NullMarked;
