package io.outpost.agent.ingest;

import io.netty.channel.EventLoop;
import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.rtp.PictureMemory;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;

/** What a connection is given by its source. */
record IngestContext(
    EventLoop loop,
    PictureMemory memory,
    ReadPace pace,
    IngestSettings settings,
    TimeSource time,
    StreamMeters meters,
    Supplier<Optional<CameraClock>> cameraClock,
    Supplier<String> nonces,
    RandomGenerator random,
    Logger log) {}
