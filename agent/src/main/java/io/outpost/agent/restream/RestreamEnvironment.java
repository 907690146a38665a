package io.outpost.agent.restream;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.outpost.agent.ingest.BufferBudget;
import io.outpost.agent.time.TimeSource;

/**
 * What the server runs on.
 *
 * @param loops serve viewers; their owner closes them after the server
 * @param buffers bounds what is kept of all streams together
 */
public record RestreamEnvironment(
    EventLoopGroup loops, TimeSource time, MeterRegistry metrics, BufferBudget buffers) {
  /** Of a server whose streams are bounded one by one alone. */
  public RestreamEnvironment(EventLoopGroup loops, TimeSource time, MeterRegistry metrics) {
    this(loops, time, metrics, new BufferBudget(Long.MAX_VALUE, metrics));
  }
}
