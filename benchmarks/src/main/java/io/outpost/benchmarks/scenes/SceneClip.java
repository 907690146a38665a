package io.outpost.benchmarks.scenes;

import io.outpost.benchmarks.Clip;
import io.outpost.benchmarks.Home;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A scene as H.264 without B-frames, a key frame every two seconds; made once and kept in {@code
 * target/scenes}, the truth beside it.
 */
public record SceneClip(SceneSpec spec, View view) {
  /** Raised when the same spec is drawn otherwise. */
  private static final int VERSION = 1;

  /**
   * Pictures of the end that an encoder sees before the beginning, when a clip is shown again and
   * again: it spends its bits otherwise on what it sees first, which would be something new in the
   * scene every time round. Whole groups.
   */
  private static final int LEAD = 8 * SceneSpec.PICTURES_PER_GROUP;

  /** In names of figures. */
  public String name() {
    return spec.name() + "." + view.label();
  }

  public int kilobitsPerSecond() {
    return view.kilobitsPerSecond(spec.rate());
  }

  /** Each picture in Annex B, parameter sets in front of every key picture. */
  public List<byte[]> accessUnits() throws IOException, InterruptedException {
    return Clip.split(Files.readAllBytes(elementaryStream()));
  }

  /** In Annex B, made now if it is not there yet. */
  public Path elementaryStream() throws IOException, InterruptedException {
    Path file = file("-" + view.label() + ".h264");
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Truth.write(spec, file("-truth.json"));
      Path unfinished = file.resolveSibling(ProcessHandle.current().pid() + ".h264");
      encode(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private Path file(String ending) {
    String name = spec.name() + "-" + spec.rounds() + "-v" + VERSION;
    return Home.target().resolve("scenes/" + name + ending);
  }

  private void encode(Path to) throws IOException, InterruptedException {
    Process encoder = new ProcessBuilder(command(to)).redirectError(Redirect.INHERIT).start();
    Painter painter = new Painter(spec, view);
    int lead = spec.loops() ? LEAD : 0;
    try (OutputStream raw = new BufferedOutputStream(encoder.getOutputStream(), 1 << 20)) {
      for (int picture = -lead; picture < spec.pictures(); picture++) {
        painter.paint(Math.floorMod(picture, spec.pictures())).write(raw);
      }
    }
    if (encoder.waitFor() != 0) {
      throw new IOException("the encoder ended with " + encoder.exitValue() + " on " + to);
    }
    if (lead > 0) {
      cut(to, lead);
    }
  }

  private static void cut(Path file, int lead) throws IOException {
    List<byte[]> units = Clip.split(Files.readAllBytes(file));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (byte[] unit : units.subList(lead, units.size())) {
        out.write(unit);
      }
    }
  }

  private List<String> command(Path to) throws IOException {
    int rate = kilobitsPerSecond();
    int most = spec.rate() == SceneSpec.Rate.VARIABLE ? 2 * rate : rate;
    String filled = spec.rate() == SceneSpec.Rate.FILLED ? ":nal-hrd=cbr" : "";
    List<String> command = new ArrayList<>(List.of(Home.encoder().toString(), "-v", "error"));
    command.addAll(List.of("-y", "-f", "rawvideo", "-pix_fmt", "yuv420p"));
    command.addAll(List.of("-video_size", view.width() + "x" + view.height()));
    command.addAll(List.of("-framerate", "" + SceneSpec.PICTURES_PER_SECOND, "-i", "-"));
    command.addAll(List.of("-c:v", "libx264", "-preset", "superfast", "-profile:v", "high"));
    command.addAll(List.of("-bf", "0", "-g", "" + SceneSpec.PICTURES_PER_GROUP));
    command.addAll(List.of("-sc_threshold", "0", "-b:v", rate + "k", "-maxrate", most + "k"));
    command.addAll(
        List.of("-bufsize", most + "k", "-x264-params", "aud=1:repeat-headers=1" + filled));
    command.add(to.toString());
    return command;
  }
}
