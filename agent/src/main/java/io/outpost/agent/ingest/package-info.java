/** From a camera's stream to access units with a capture time. */
@NullMarked
package io.outpost.agent.ingest;

import org.jspecify.annotations.NullMarked;
