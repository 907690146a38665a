package io.outpost.agent.cli;

import ch.qos.logback.classic.Level;
import io.outpost.agent.Detectors;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.replay.ClipWorker;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.DetectorModel;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.KnownManifests;
import io.outpost.agent.vision.model.ManifestFile;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a detector to this box. */
@Command(
    name = "install",
    description = {
      "Install a detector: an ONNX or TensorFlow Lite model, and a manifest that says how to read it.",
      "The model is tried out in a vision worker first. One of the same name is replaced."
    },
    footer = {
      "",
      "Examples:",
      "  outpost models install face_detection_yunet_2023mar.onnx --sha256 8f2383e4...",
      "  outpost models install https://models.example/lorries.tflite --sha256 0a1b... --manifest lorries.yaml"
    })
final class ModelsInstallCommand implements Callable<Integer> {
  private static final long MAX_MANIFEST_BYTES = 1 << 16;
  private static final int TRIALS = 5;

  private final OutpostCommand outpost;

  @Parameters(
      paramLabel = "FILE|URL",
      description = "The model: a file, or an address that begins with https://.")
  private String from = "";

  @Option(
      names = "--sha256",
      required = true,
      paramLabel = "HEX",
      description = "SHA-256 of the model, from whoever publishes it: another file is refused.")
  private String sha256 = "";

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "The manifest; for YuNet, YOLOX-nano and FastestDet as published it is known.")
  private Optional<Path> manifest = Optional.empty();

  ModelsInstallCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws Exception {
    String expected = sha256.toLowerCase(Locale.ROOT);
    if (!expected.matches("[0-9a-f]{64}")) {
      throw new CommandFailure(
          ExitCode.USAGE, "--sha256: expected 64 hexadecimal digits, found " + sha256.length());
    }
    String text = manifestText(expected);
    DetectorModel model = ManifestFile.parse(text, shownAs());
    if (!model.sha256().equals(expected)) {
      throw new ConfigException(
          "%s: sha256: is not that of --sha256; is it the manifest of this model?"
              .formatted(shownAs()));
    }
    byte[] content = new ModelSource(SSLContext.getDefault().getSocketFactory()).read(from);
    String found = Sha256.of(content);
    if (!found.equals(expected)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "its SHA-256 is %s: not the model that was meant; nothing was installed"
              .formatted(found));
    }
    double millis = tryOut(model, text, content);
    InstalledModel installed =
        outpost.models().install(text, content, source(), SystemTime.INSTANCE);
    tell(installed.model(), millis);
    return ExitCode.OK.code();
  }

  private void tell(DetectorModel model, double millis) throws ConfigException, IOException {
    outpost
        .terminal()
        .out()
        .println("installed model %s, %.1f ms a call on this box".formatted(model.name(), millis));
    if (ModelUse.of(outpost).isByItself(model.name())) {
      outpost
          .terminal()
          .out()
          .println(
              "from the agent's next start on it looks for faces, where nothing else is said; else"
                  + " write into agent.yaml: detectors: {faces: builtin}");
      return;
    }
    outpost
        .terminal()
        .out()
        .println(
            "to use it: outpost camera edit ID --%s-detector %s"
                .formatted(model.kind().label(), model.name()));
    outpost
        .terminal()
        .out()
        .println(
            "for all cameras, write into agent.yaml: detectors: {%s: %s}; and start the agent again"
                .formatted(Detectors.key(model.kind()), model.name()));
  }

  private String manifestText(String expected) throws CommandFailure, IOException {
    if (manifest.isEmpty()) {
      return KnownManifests.find(expected)
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.USAGE,
                      "no manifest of this model is known; write one, see MODELS.md, and give it"
                          + " with --manifest FILE"));
    }
    Path file = manifest.get();
    try {
      if (Files.size(file) > MAX_MANIFEST_BYTES) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "%s: more than %d bytes; is this the right file?".formatted(file, MAX_MANIFEST_BYTES));
      }
      return Files.readString(file);
    } catch (NoSuchFileException absent) {
      throw new IOException(file + ": no such file", absent);
    }
  }

  private String shownAs() {
    return manifest.map(Path::toString).orElse("manifest");
  }

  /** Of files the whole path, so that the log says it. */
  private String source() {
    return from.contains("://") ? from : Path.of(from).toAbsolutePath().toString();
  }

  /** In a worker of its own: what is wrong with a model is found there, and ends no agent. */
  private double tryOut(DetectorModel model, String text, byte[] content) throws Exception {
    if (!outpost.isVerbose()) {
      LogConfigurator.showOnly(Level.OFF);
    }
    try (ScratchFolder scratch = ScratchFolder.create()) {
      Path file = Files.write(scratch.path().resolve("model"), content);
      DetectorChoice choice = DetectorChoice.of(new InstalledModel(model, text, file));
      return new Progress(outpost.terminal())
          .during("trying the model out", () -> millis(choice, model.kind()));
    }
  }

  private static double millis(DetectorChoice choice, ModelKind kind)
      throws CommandFailure, IOException, InterruptedException {
    try (ClipWorker worker = ClipWorker.start(choice)) {
      return worker.time(kind, TRIALS).call().toNanos() / 1e6;
    } catch (IOException refused) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "the model cannot be used, nothing was installed: " + refused.getMessage());
    }
  }
}
