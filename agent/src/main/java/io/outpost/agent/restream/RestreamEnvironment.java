package io.outpost.agent.restream;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.outpost.agent.time.TimeSource;

/**
 * What the server runs on.
 *
 * @param loops serve viewers; their owner closes them after the server
 */
public record RestreamEnvironment(EventLoopGroup loops, TimeSource time, MeterRegistry metrics) {}
