package io.outpost.agent.testing;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Access units in a file, to hand a clip from one process to another. */
final class UnitFile {
  private static final CaptureTime TIME =
      new CaptureTime(Instant.EPOCH, CaptureTime.Source.MEDIA, Duration.ZERO);

  private UnitFile() {}

  static void write(Path file, List<AccessUnit> units) throws IOException {
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(units.size());
      for (AccessUnit unit : units) {
        out.writeUTF(unit.codec().name());
        out.writeLong(unit.mediaMicros());
        out.writeBoolean(unit.key());
        out.writeInt(unit.sizeBytes());
        out.write(unit.data());
      }
    }
  }

  static List<AccessUnit> read(Path file) throws IOException {
    List<AccessUnit> units = new ArrayList<>();
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int left = in.readInt(); left > 0; left--) {
        VideoCodec codec = VideoCodec.valueOf(in.readUTF());
        long mediaMicros = in.readLong();
        boolean key = in.readBoolean();
        byte[] data = in.readNBytes(in.readInt());
        units.add(new AccessUnit(codec, data, mediaMicros, TIME, key, 0));
      }
    }
    return units;
  }
}
