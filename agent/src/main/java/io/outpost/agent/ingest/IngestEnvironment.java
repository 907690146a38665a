package io.outpost.agent.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.outpost.agent.time.TimeSource;
import java.util.concurrent.Executor;

/**
 * What the wiring lends to ingestion.
 *
 * @param loops event loops that read all streams
 * @param pace told when the loops have to hurry
 * @param resolver looks host names up, which may block for seconds
 */
public record IngestEnvironment(
    EventLoopGroup loops,
    ReadPace pace,
    Executor resolver,
    TimeSource time,
    MeterRegistry metrics) {}
