package io.outpost.agent.evidence;

import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.SharperStills;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Clips;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * By what one camera's line shows later what was: coded pictures that are kept for some seconds,
 * stills of moments that have passed, and clips. Thread-safe but for the stills, which the rules
 * take.
 */
public final class LineEvidence implements AutoCloseable {
  private final Camera camera;
  private final Image.Stream analysed;
  private final SharperStills sharper;
  private final GopBuffer kept;
  private final RingStills earlier;
  private final Optional<LineClips> clips;

  /**
   * @param main the stream beside the analysed one that stills are taken from, if any
   * @param store stores clips; may wait
   */
  public LineEvidence(
      Camera camera, LineMeans means, Optional<MainStream> main, Consumer<Observation> store) {
    this.camera = camera;
    this.analysed = camera.streams().sub().isPresent() ? Image.Stream.SUB : Image.Stream.MAIN;
    this.sharper = main.isPresent() ? main.get() : SharperStills.NONE;
    this.kept =
        new GopBuffer(
            MainStream.analysedBytes(camera, means.buffers().bytesPerCamera()),
            LineMeans.KEPT,
            means.buffers().budget().open(camera.id()));
    this.earlier = new RingStills(kept, analysed, () -> means.vision().stills(camera));
    this.clips =
        LaneClips.areWanted(camera)
            ? Optional.of(new LineClips(camera, means, sources(main), store))
            : Optional.empty();
  }

  private List<LaneClips.Source> sources(Optional<MainStream> main) {
    List<LaneClips.Source> sources = new ArrayList<>();
    if (camera.evidence().clips().source() == Clips.Source.MAIN) {
      main.ifPresent(
          stream -> sources.add(new LaneClips.Source(Image.Stream.MAIN, stream::kept, false)));
    }
    sources.add(new LaneClips.Source(analysed, kept::snapshot, true));
    return sources;
  }

  /** The rules, which take stills from here. */
  public CameraAnalysis analysis() {
    return new CameraAnalysis(camera, analysed, sharper, earlier);
  }

  /** Of the analysed stream; the gate fills it, and forgets what is in it. */
  public GopBuffer kept() {
    return kept;
  }

  /**
   * A picture of the analysed stream has come.
   *
   * @param keptByGate false where the gate looks at everything, and so needs nothing to be kept
   */
  public void add(AccessUnit unit, boolean keptByGate) {
    if (!keptByGate && looksBack()) {
      kept.add(unit);
    }
    clips.ifPresent(all -> all.advance(unit.mediaMicros()));
  }

  /** Whether something may be told of pictures that have passed. */
  private boolean looksBack() {
    return camera.faces().tellsScenes()
        || (!camera.lanes().isEmpty() && camera.evidence().looksBack());
  }

  /** Something was stored. */
  public void told(Observation observation) {
    clips.ifPresent(all -> all.told(observation));
  }

  /** What is kept is about to be forgotten, or no more will come: clips end here. */
  public void finish() {
    clips.ifPresent(LineClips::finish);
  }

  /** Waits until no clip is under way. */
  public void awaitIdle() throws InterruptedException {
    if (clips.isPresent()) {
      clips.get().awaitIdle();
    }
  }

  /** Call when idle. */
  @Override
  public void close() {
    earlier.close();
    clips.ifPresent(LineClips::close);
    kept.close();
  }
}
