package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.VisionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The worker's command line. */
record WorkerArguments(Path socket, Path models, boolean child) {
  private static final String USAGE = "expected --socket PATH [--models FOLDER] [--child]";

  static WorkerArguments parse(String[] args) {
    @Nullable Path socket = null;
    Path models = VisionSettings.defaultModels();
    boolean child = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--child" -> child = true;
        case "--socket" -> socket = Path.of(value(args, ++i));
        case "--models" -> models = Path.of(value(args, ++i));
        default -> throw new IllegalArgumentException("unknown " + args[i] + "; " + USAGE);
      }
    }
    if (socket == null) {
      throw new IllegalArgumentException(USAGE);
    }
    for (String file : new String[] {FaceDetector.MODEL, BodyDetector.MODEL, BodyDetector.LABELS}) {
      if (!Files.isReadable(models.resolve(file))) {
        throw new IllegalArgumentException("no detector model " + models.resolve(file));
      }
    }
    return new WorkerArguments(socket, models, child);
  }

  private static String value(String[] args, int index) {
    if (index >= args.length) {
      throw new IllegalArgumentException(args[index - 1] + " without a value; " + USAGE);
    }
    return args[index];
  }
}
