/** The durable queue between an observation and the platform. */
@NullMarked
package io.outpost.agent.outbox;

import org.jspecify.annotations.NullMarked;
