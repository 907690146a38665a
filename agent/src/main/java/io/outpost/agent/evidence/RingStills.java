package io.outpost.agent.evidence;

import io.outpost.agent.analysis.EarlierStills;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.GroupStills;
import io.outpost.agent.vision.Retouch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stills of moments that have passed, from what is kept of the analysed stream as it came. Called
 * by one thread at a time; the ring is filled by another.
 */
public final class RingStills implements EarlierStills, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RingStills.class);

  private final GopBuffer ring;
  private final Image.Stream stream;
  private final Supplier<GroupStills> decoding;
  private @Nullable GroupStills open;

  /**
   * @param stream what the ring holds
   * @param decoding called when the first still is taken
   */
  public RingStills(GopBuffer ring, Image.Stream stream, Supplier<GroupStills> decoding) {
    this.ring = ring;
    this.stream = stream;
    this.decoding = decoding;
  }

  @Override
  public List<Image> take(AnalysedPicture moment, Retouch retouch) {
    Optional<GroupOfPictures> group = find(ring.snapshot(), moment);
    if (group.isEmpty()) {
      return List.of();
    }
    try {
      GroupStills.Order order = new GroupStills.Order(group.get(), Optional.empty(), moment);
      return Image.scenes(stream, Duration.ZERO, opened().scene(order, retouch));
    } catch (IOException refused) {
      LOG.debug("no still of an earlier moment message=\"{}\"", refused.getMessage());
      return List.of();
    }
  }

  /**
   * From the key picture to the one of that moment, which is the last. A picture of another
   * connection may have the same media time.
   */
  static Optional<GroupOfPictures> find(List<GroupOfPictures> groups, AnalysedPicture moment) {
    for (int at = groups.size() - 1; at >= 0; at--) {
      List<AccessUnit> units = groups.get(at).units();
      for (int i = 0; i < units.size(); i++) {
        if (units.get(i).mediaMicros() == moment.mediaMicros()
            && units.get(i).captureTime().equals(moment.captureTime())) {
          return Optional.of(new GroupOfPictures(units.subList(0, i + 1)));
        }
      }
    }
    return Optional.empty();
  }

  private GroupStills opened() {
    GroupStills opened = open;
    if (opened == null) {
      opened = decoding.get();
      open = opened;
    }
    return opened;
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
