package io.outpost.agent.vision.worker;

import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.wire.Analyse;
import io.outpost.agent.vision.wire.Analysed;
import io.outpost.agent.vision.wire.Done;
import io.outpost.agent.vision.wire.Muxed;
import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import io.outpost.agent.vision.wire.Units;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The share that one vision thread has of one connection: what is open, and how it is asked. */
final class Session implements AutoCloseable {
  /** Of each kind; an agent that opens more has lost count. */
  private static final int MAX_OPEN = 1024;

  private final TimeSource time;
  private final AtomicInteger openStreams;
  private final DecoderPool decoders = new DecoderPool();
  private final Map<Long, StreamAnalyst> streams = new HashMap<>();
  private final Map<Long, ClipFile> clips = new HashMap<>();
  private final Map<Long, ClipEncoder> encoders = new HashMap<>();

  /**
   * @param openStreams counts those of all sessions
   */
  Session(TimeSource time, AtomicInteger openStreams) {
    this.time = time;
    this.openStreams = openStreams;
  }

  Response.Builder handle(Request request, Detectors detectors) throws VisionException {
    Response.Builder response = Response.newBuilder();
    switch (request.getBodyCase()) {
      case ANALYSE -> response.setAnalysed(analyse(request.getAnalyse(), detectors));
      case TAKE_STILL -> {
        StreamAnalyst stream = find(streams, request.getTakeStill().getStream(), "stream");
        response.setStill(stream.still(request.getTakeStill(), detectors));
      }
      case TAKE_GROUP_STILL ->
          response.setStill(GroupStill.take(request.getTakeGroupStill(), decoders, detectors));
      case CLOSE_STREAM -> response.setDone(closeStream(request.getCloseStream().getStream()));
      case OPEN_CLIP -> {
        ClipFile clip = ClipFile.open(Path.of(request.getOpenClip().getPath()));
        put(clips, request.getOpenClip().getClip(), clip);
        response.setClip(clip.clip());
      }
      case READ_CLIP ->
          response.setUnits(
              find(clips, request.getReadClip().getClip(), "clip")
                  .read(request.getReadClip().getMaxUnits()));
      case CLOSE_CLIP -> response.setDone(close(clips.remove(request.getCloseClip().getClip())));
      case MUX -> response.setMuxed(Muxed.newBuilder().setMp4(Mp4.mux(request.getMux())));
      case OPEN_ENCODER -> {
        var encoder = new ClipEncoder(request.getOpenEncoder());
        put(encoders, request.getOpenEncoder().getEncoder(), encoder);
        response.setDone(Done.getDefaultInstance());
      }
      case ENCODE -> response.setUnits(encode(request));
      case CLOSE_ENCODER ->
          response.setDone(close(encoders.remove(request.getCloseEncoder().getEncoder())));
      case TIME_DETECTOR ->
          response.setTimed(DetectorTimer.measure(request.getTimeDetector(), detectors, time));
      case LOAD_MODEL, DROP_MODEL, CHECK_HEALTH, BODY_NOT_SET ->
          throw new VisionException("an empty request");
    }
    return response;
  }

  @Override
  public void close() {
    streams.values().forEach(StreamAnalyst::close);
    openStreams.addAndGet(-streams.size());
    clips.values().forEach(ClipFile::close);
    encoders.values().forEach(ClipEncoder::close);
    decoders.close();
    streams.clear();
    clips.clear();
    encoders.clear();
  }

  private Analysed analyse(Analyse request, Detectors detectors) throws VisionException {
    long began = time.nanos();
    if (request.hasOpen()) {
      closeStream(request.getStream());
      put(streams, request.getStream(), new StreamAnalyst(request.getOpen(), decoders));
      openStreams.incrementAndGet();
    }
    Analysed.Builder analysed =
        find(streams, request.getStream(), "stream").analyse(request, detectors);
    return analysed.setSpentMicros(TimeUnit.NANOSECONDS.toMicros(time.nanos() - began)).build();
  }

  private Done closeStream(long id) {
    StreamAnalyst stream = streams.remove(id);
    if (stream != null) {
      stream.close();
      openStreams.decrementAndGet();
    }
    return Done.getDefaultInstance();
  }

  private Units encode(Request request) throws VisionException {
    ClipEncoder encoder = find(encoders, request.getEncode().getEncoder(), "encoder");
    return request.getEncode().getFlush()
        ? encoder.finish()
        : encoder.encode(request.getEncode().getRgb());
  }

  private static <T extends AutoCloseable> void put(Map<Long, T> open, long id, T added)
      throws VisionException {
    if (open.size() >= MAX_OPEN) {
      close(added);
      throw new VisionException("more than " + MAX_OPEN + " are open; close some");
    }
    close(open.put(id, added));
  }

  private static <T> T find(Map<Long, T> open, long id, String what) throws VisionException {
    T found = open.get(id);
    if (found == null) {
      throw new VisionException("no " + what + " " + id + " is open");
    }
    return found;
  }

  private static Done close(@Nullable AutoCloseable open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("native objects close without exceptions", e);
    }
    return Done.getDefaultInstance();
  }
}
