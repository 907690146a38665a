package io.outpost.agent.vision;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.vision.wire.Mux;
import io.outpost.agent.vision.wire.TakeGroupStill;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Takes stills of a camera's coded pictures that are kept: each from one group of pictures, which
 * is decoded for it alone; and clips, for which nothing is decoded but their first picture. Safe
 * for any thread.
 */
public final class GroupStills implements AutoCloseable {
  /** Longest side of a still, pixels: letters on a vehicle can be read, and it is no megabyte. */
  public static final int MAX_SIDE = 1920;

  private final WorkerLink link;
  private final List<Polygon> masks;
  private final Suspect suspect;
  private final long id;

  GroupStills(WorkerLink link, Camera camera, long id) {
    this.link = link;
    this.masks = camera.masks();
    this.suspect = new Suspect(camera.id(), Suspect.Part.STILLS);
    this.id = id;
  }

  /**
   * What is wanted.
   *
   * @param group from the key picture to the wanted picture, which is the last
   * @param area the part to cut out, clipped to the picture; empty for all of it
   * @param analysed the picture of the other stream that masks and area were measured in
   */
  public record Order(GroupOfPictures group, Optional<Box> area, AnalysedPicture analysed) {
    AccessUnit wanted() {
      return group.units().get(group.units().size() - 1);
    }
  }

  /**
   * A JPEG of the group's last picture, masks burnt in before anything is cut out. Waits for it.
   *
   * @throws StillRefusedException with the reason, when the worker does not give it
   * @throws IOException when the worker has gone, or the stream is in quarantine
   */
  public Still take(Order order) throws IOException {
    return scene(order, Retouch.NONE).plain();
  }

  /**
   * The same, and a copy where marks are drawn.
   *
   * @param retouch measured in the analysed picture; only of whole pictures. Of a picture of
   *     another shape than the analysed one there is no copy, and nothing at all where a face is to
   *     be kept
   * @throws IOException also when faces are to be blurred and no detector can look for them
   */
  public MarkedStill scene(Order order, Retouch retouch) throws IOException {
    Optional<String> refused = link.shared().quarantine().reason(suspect);
    if (refused.isPresent()) {
      throw new IOException(refused.get());
    }
    TakeGroupStill.Builder still =
        TakeGroupStill.newBuilder()
            .setCodec(Wire.codec(order.wanted().codec()))
            .setMediaMicros(order.wanted().mediaMicros())
            .setMaxSide(MAX_SIDE)
            .setQuality(VisionStream.JPEG_QUALITY);
    masks.forEach(mask -> still.addMasks(Wire.polygon(mask)));
    order.group().units().forEach(unit -> still.addUnits(Wire.unit(unit)));
    order.area().ifPresent(box -> still.setArea(Wire.area(box)));
    boolean keepsFace = retouch.blur().flatMap(FaceBlur::keep).isPresent();
    if (order.area().isPresent() || keepsFace || !masks.isEmpty()) {
      still.setLikeWidth(order.analysed().width()).setLikeHeight(order.analysed().height());
    }
    retouch
        .blur()
        .ifPresent(blur -> still.setBlur(Wire.blur(blur, link.faceModel(suspect.camera()))));
    retouch
        .marks()
        .ifPresent(
            drawn ->
                still.setMarks(
                    Wire.marks(drawn).toBuilder()
                        .setLikeWidth(order.analysed().width())
                        .setLikeHeight(order.analysed().height())));
    return Wire.markedStill(
        link.ask(request -> request.setTakeGroupStill(still), Optional.of(suspect)).getStill());
  }

  /**
   * Puts coded pictures into an MP4 as they are; nothing is burnt in. Waits for it.
   *
   * @param units in decoding order, from a key picture on
   * @throws IOException when the worker refuses or has gone, or the stream is in quarantine
   */
  public byte[] clip(List<AccessUnit> units) throws IOException {
    Optional<String> refused = link.shared().quarantine().reason(suspect);
    if (refused.isPresent()) {
      throw new IOException(refused.get());
    }
    Mux.Builder mux = Mux.newBuilder().setCodec(Wire.codec(units.get(0).codec()));
    units.forEach(unit -> mux.addUnits(Wire.unit(unit)));
    return link.ask(request -> request.setMux(mux), Optional.of(suspect))
        .getMuxed()
        .getMp4()
        .toByteArray();
  }

  @Override
  public void close() {
    link.release(id);
  }
}
