package io.outpost.agent.vision.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.ConfigFile;
import io.outpost.agent.config.ConfigFile.Content;
import io.outpost.agent.config.ConfigSchema;
import io.outpost.agent.vision.model.ModelInput.Colours;
import io.outpost.agent.vision.model.ModelInput.Layout;
import io.outpost.agent.vision.model.ModelInput.Resize;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a manifest; {@code agent/docs/MODELS.md} says what stands in it. */
public final class ManifestFile {
  // Low on purpose: a tracker may follow with it what it has already found with more.
  private static final double FACE_MIN_SCORE = 0.4;
  private static final double BODY_MIN_SCORE = 0.25;

  private static final int USUAL_NARROWEST = 16;

  private static final class Loaded {
    static final ConfigSchema SCHEMA = ConfigSchema.load("model");
  }

  private final ConfigFile file;
  private final JsonNode tree;
  private final List<String> problems = new ArrayList<>();

  private ManifestFile(ConfigFile file) {
    this.file = file;
    this.tree = file.tree();
  }

  /**
   * @param shownAs the file's name in messages
   * @throws ConfigException with every problem of the file
   */
  public static DetectorModel parse(String text, String shownAs) throws ConfigException {
    ConfigFile file = ConfigFile.parse(text, shownAs, Content.OPEN);
    Loaded.SCHEMA.check(file);
    return new ManifestFile(file).model();
  }

  /**
   * Of what {@link #parse} has taken before, in another process: schemas take long to load.
   *
   * @throws ConfigException when it is none after all
   */
  public static DetectorModel parseChecked(String text) throws ConfigException {
    try {
      return new ManifestFile(ConfigFile.parse(text, "manifest", Content.OPEN)).model();
    } catch (IllegalArgumentException unknown) {
      throw new ConfigException("manifest: " + unknown.getMessage());
    }
  }

  private DetectorModel model() throws ConfigException {
    ModelKind kind = constant(ModelKind.class, tree, "kind");
    Decoding decoding = decoding(tree.path("decoding"));
    ModelInput input = input(tree.path("input"));
    List<String> labels = labels(decoding.style());
    Map<String, ObjectClass> classes =
        decoding.style().facesAlone() ? Map.of("face", ObjectClass.FACE) : classes(labels);
    checkName();
    checkKind(kind, decoding.style(), classes);
    checkStrides(input, decoding);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    boolean faces = kind == ModelKind.FACE;
    return new DetectorModel(
        tree.path("name").asText(),
        tree.path("version").asText(),
        kind,
        constant(ModelFormat.class, tree, "format"),
        tree.path("licence").asText(),
        tree.path("sha256").asText(),
        input,
        decoding,
        labels,
        classes,
        tree.path("minScore").asDouble(faces ? FACE_MIN_SCORE : BODY_MIN_SCORE),
        tree.path("narrowest").asInt(USUAL_NARROWEST));
  }

  private void checkName() {
    if (tree.path("name").asText().equals(DetectorNames.BUILT_IN)) {
      problems.add(file.problem("name", "stands for the built-in detectors; choose another"));
    }
  }

  private static ModelInput input(JsonNode input) {
    return new ModelInput(
        input.path("width").asInt(),
        input.path("height").asInt(),
        constant(Layout.class, input, "layout"),
        constant(Colours.class, input, "colours"),
        numbers(input.path("mean"), 0),
        numbers(input.path("divide"), 1),
        constant(Resize.class, input, "resize"),
        input.path("fill").asInt(0));
  }

  private static Decoding decoding(JsonNode decoding) {
    DecodingStyle style = constant(DecodingStyle.class, decoding, "style");
    List<Integer> strides = new ArrayList<>();
    decoding.path("strides").forEach(stride -> strides.add(stride.asInt()));
    Decoding.Anchors usual = Decoding.Anchors.USUAL;
    return new Decoding(
        style,
        strides.isEmpty() ? Decoding.usualStrides(style) : strides,
        decoding.path("bins").asInt(Decoding.USUAL_BINS),
        new Decoding.Anchors(
            decoding.path("layers").asInt(usual.layers()),
            decoding.path("minScale").asDouble(usual.minScale()),
            decoding.path("maxScale").asDouble(usual.maxScale())));
  }

  private List<String> labels(DecodingStyle style) {
    boolean given = tree.has("labels") || tree.has("labelSet");
    if (style.facesAlone()) {
      for (String key : List.of("labels", "labelSet", "classes")) {
        if (tree.has(key)) {
          problems.add(
              file.problem(key, "a model of this style finds faces alone; take the key out"));
        }
      }
      return List.of("face");
    }
    if (!given) {
      problems.add(
          file.problem(
              "labels", "missing; expected the labels of the model, or labelSet: coco-80"));
      return List.of();
    }
    if (tree.has("labelSet")) {
      if (tree.has("labels")) {
        problems.add(file.problem("labelSet", "stands beside labels; keep one of both"));
      }
      return constant(LabelSet.class, tree, "labelSet").labels();
    }
    List<String> labels = new ArrayList<>();
    tree.path("labels").forEach(label -> labels.add(label.asText()));
    return labels;
  }

  /** What a label stands for; a label may be there twice, as models have it. */
  private Map<String, ObjectClass> classes(List<String> labels) {
    Map<String, ObjectClass> classes = new LinkedHashMap<>();
    HashSet<String> known = new HashSet<>(labels);
    for (ObjectClass ours : ObjectClass.values()) {
      JsonNode names = tree.path("classes").path(ours.label());
      for (int i = 0; i < names.size(); i++) {
        String label = names.get(i).asText();
        String path = "classes." + ours.label() + "[" + i + "]";
        if (!known.contains(label)) {
          problems.add(file.problem(path, "'" + label + "' is none of the labels; correct it"));
        }
        if (classes.put(label, ours) != null) {
          problems.add(file.problem(path, "'" + label + "' stands for another class too"));
        }
      }
    }
    if (classes.isEmpty()) {
      problems.add(
          file.problem("classes", "missing; expected what the model's labels stand for here"));
    }
    return classes;
  }

  private void checkKind(ModelKind kind, DecodingStyle style, Map<String, ObjectClass> classes) {
    if (style.facesAlone() && kind != ModelKind.FACE) {
      problems.add(file.problem("kind", "a model of this style finds faces alone; write face"));
      return;
    }
    for (Map.Entry<String, ObjectClass> one : classes.entrySet()) {
      boolean isFace = one.getValue() == ObjectClass.FACE;
      if (isFace != (kind == ModelKind.FACE)) {
        problems.add(
            file.problem(
                "classes." + one.getValue().label(),
                "not for a detector of kind " + kind.label() + "; take it out"));
      }
    }
  }

  /** NanoDet's grids go on over the input's edges: 416 pixels are 7 places of 64. */
  private void checkStrides(ModelInput input, Decoding decoding) {
    if (decoding.style() == DecodingStyle.NANODET) {
      return;
    }
    for (int stride : decoding.strides()) {
      if (stride < 1 || input.width() % stride != 0 || input.height() % stride != 0) {
        problems.add(
            file.problem(
                "input",
                "%d x %d is no multiple of the stride %d; correct the size, or decoding.strides"
                    .formatted(input.width(), input.height(), stride)));
      }
    }
  }

  private static List<Double> numbers(JsonNode list, double without) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      numbers.add(list.path(i).asDouble(without));
    }
    return numbers;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode mapping, String key) {
    return Label.constant(type, mapping.path(key).asText());
  }
}
