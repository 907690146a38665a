package io.outpost.agent.vision;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.gate.Glance;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.gate.Look;
import io.outpost.agent.gate.Look.Aim;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.view.Outline;
import io.outpost.agent.vision.StillRefusedException.Reason;
import io.outpost.agent.vision.model.ModelNumbers;
import io.outpost.agent.vision.wire.Area;
import io.outpost.agent.vision.wire.BlurFaces;
import io.outpost.agent.vision.wire.Codec;
import io.outpost.agent.vision.wire.Failure;
import io.outpost.agent.vision.wire.Found;
import io.outpost.agent.vision.wire.Kind;
import io.outpost.agent.vision.wire.Numbers;
import io.outpost.agent.vision.wire.Point;
import io.outpost.agent.vision.wire.Quality;
import io.outpost.agent.vision.wire.Stream;
import io.outpost.agent.vision.wire.Unit;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Between the agent's types and the schema's. */
final class Wire {
  private Wire() {}

  static Codec codec(VideoCodec codec) {
    return switch (codec) {
      case H264 -> Codec.CODEC_H264;
      case H265 -> Codec.CODEC_H265;
      case JPEG -> Codec.CODEC_JPEG;
    };
  }

  static VideoCodec codec(Codec codec) {
    return switch (codec) {
      case CODEC_H264 -> VideoCodec.H264;
      case CODEC_H265 -> VideoCodec.H265;
      case CODEC_JPEG -> VideoCodec.JPEG;
      case CODEC_UNKNOWN, UNRECOGNIZED ->
          throw new IllegalArgumentException("unknown codec " + codec);
    };
  }

  static Kind kind(ObjectClass objectClass) {
    return switch (objectClass) {
      case FACE -> Kind.KIND_FACE;
      case PERSON -> Kind.KIND_PERSON;
      case VEHICLE -> Kind.KIND_VEHICLE;
      case BICYCLE -> Kind.KIND_BICYCLE;
      case UNKNOWN -> Kind.KIND_UNNAMED;
    };
  }

  static ObjectClass objectClass(Kind kind) {
    return switch (kind) {
      case KIND_FACE -> ObjectClass.FACE;
      case KIND_PERSON -> ObjectClass.PERSON;
      case KIND_VEHICLE -> ObjectClass.VEHICLE;
      case KIND_BICYCLE -> ObjectClass.BICYCLE;
      case KIND_UNNAMED -> ObjectClass.UNKNOWN;
      case KIND_UNKNOWN, UNRECOGNIZED -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  static ModelNumbers numbers(Numbers numbers) {
    return switch (numbers) {
      case NUMBERS_FLOAT32 -> ModelNumbers.FLOAT32;
      case NUMBERS_FLOAT16 -> ModelNumbers.FLOAT16;
      case NUMBERS_INT8 -> ModelNumbers.INT8;
      case NUMBERS_OTHER, UNRECOGNIZED -> ModelNumbers.OTHER;
    };
  }

  static Area area(Box box) {
    return Area.newBuilder()
        .setX(box.x())
        .setY(box.y())
        .setWidth(box.width())
        .setHeight(box.height())
        .build();
  }

  static Unit.Builder unit(AccessUnit unit) {
    return Unit.newBuilder()
        .setData(UnsafeByteOperations.unsafeWrap(unit.data()))
        .setMediaMicros(unit.mediaMicros())
        .setKey(unit.key())
        .setLossBefore(unit.lostBefore() > 0);
  }

  static Unit unit(Look look) {
    return unit(look.unit())
        .setAnalyse(look.analyse())
        .setGlance(look.aim() == Aim.GLANCE)
        .setAlone(look.alone())
        .build();
  }

  static Stream stream(StreamSpec spec) {
    Stream.Builder stream =
        Stream.newBuilder().setCodec(codec(spec.codec())).setGated(spec.gated());
    spec.masks().forEach(mask -> stream.addMasks(polygon(mask)));
    if (spec.faces().enabled()) {
      stream.setMinFaceWidth(spec.faces().minWidth());
    }
    Set<ObjectClass> classes = EnumSet.noneOf(ObjectClass.class);
    for (Lane lane : spec.lanes()) {
      stream.addLanes(polygon(lane.polygon()));
      classes.addAll(lane.classes());
    }
    if (classes.contains(ObjectClass.UNKNOWN)) {
      // What has a name is not unknown, whether it counts or not.
      classes.addAll(EnumSet.complementOf(EnumSet.of(ObjectClass.FACE)));
    }
    classes.forEach(objectClass -> stream.addKinds(kind(objectClass)));
    return stream.build();
  }

  static Detection detection(Found found) {
    Area area = found.getArea();
    Optional<FaceQuality> face =
        found.hasQuality() ? Optional.of(quality(found.getQuality())) : Optional.empty();
    return new Detection(
        objectClass(found.getKind()),
        new Box(area.getX(), area.getY(), area.getWidth(), area.getHeight()),
        found.getScore(),
        face);
  }

  static Glance glance(io.outpost.agent.vision.wire.Glance glance) {
    Verdict verdict =
        switch (glance.getVerdict()) {
          case VERDICT_QUIET -> Verdict.QUIET;
          case VERDICT_MOVED -> Verdict.MOVED;
          case VERDICT_LEARNING -> Verdict.LEARNING;
          case VERDICT_NEW_SCENE -> Verdict.NEW_SCENE;
          case VERDICT_UNKNOWN, UNRECOGNIZED ->
              throw new IllegalArgumentException("unknown verdict " + glance.getVerdict());
        };
    return new Glance(glance.getMediaMicros(), verdict, glance.getActivity());
  }

  static Outline outline(io.outpost.agent.vision.wire.View view) {
    return new Outline(
        view.getLevels().toByteArray(), view.getDetails().toByteArray(), view.getColour());
  }

  private static FaceQuality quality(Quality quality) {
    return new FaceQuality(
        quality.getWidthPixels(),
        quality.getSharpness(),
        quality.getFrontality(),
        quality.getExposure());
  }

  static Still still(io.outpost.agent.vision.wire.Still still) {
    return still(still.getJpeg(), still);
  }

  static MarkedStill markedStill(io.outpost.agent.vision.wire.Still still) {
    Optional<Still> marked =
        still.getMarkedJpeg().isEmpty()
            ? Optional.empty()
            : Optional.of(still(still.getMarkedJpeg(), still));
    return new MarkedStill(still(still), marked);
  }

  private static Still still(ByteString jpeg, io.outpost.agent.vision.wire.Still still) {
    return new Still(
        jpeg.toByteArray(), still.getWidth(), still.getHeight(), still.getFacesBlurred());
  }

  /**
   * @param faceModel of the detector of faces in use; empty for the built-in one
   */
  static BlurFaces blur(FaceBlur blur, String faceModel) {
    BlurFaces.Builder faces = BlurFaces.newBuilder().setFaceModel(faceModel);
    blur.known().forEach(face -> faces.addKnown(area(face)));
    blur.keep().ifPresent(face -> faces.setKeep(area(face)));
    return faces.build();
  }

  static io.outpost.agent.vision.wire.Marks marks(Marks marks) {
    return io.outpost.agent.vision.wire.Marks.newBuilder()
        .setZone(polygon(marks.zone()))
        .setBox(area(marks.box()))
        .build();
  }

  static IOException failure(Failure failure) {
    String message = failure.getMessage();
    return switch (failure.getCause()) {
      case CAUSE_CORRUPT -> new StillRefusedException(Reason.CORRUPT, message);
      case CAUSE_TOO_LARGE -> new StillRefusedException(Reason.TOO_LARGE, message);
      case CAUSE_OTHER_SHAPE -> new StillRefusedException(Reason.OTHER_SHAPE, message);
      case CAUSE_UNKNOWN, UNRECOGNIZED -> new IOException(message);
    };
  }

  static io.outpost.agent.vision.wire.Polygon polygon(Polygon polygon) {
    var corners = io.outpost.agent.vision.wire.Polygon.newBuilder();
    polygon
        .corners()
        .forEach(
            corner ->
                corners.addCorners(
                    Point.newBuilder().setX((float) corner.x()).setY((float) corner.y())));
    return corners.build();
  }
}
