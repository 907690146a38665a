package io.outpost.agent.vision.model;

import io.outpost.agent.camera.ObjectClass;
import java.util.List;
import java.util.Map;

/**
 * A detector as its manifest describes it.
 *
 * @param name in the configuration and in events: lower-case letters, digits, hyphens
 * @param version in events
 * @param licence for people: under which the model may be used
 * @param sha256 of the model's file, 64 digits in lower case
 * @param labels of the model's classes, in its order
 * @param classes what of ours a label stands for; what it tells of the others is dropped
 * @param minScore what is less sure is dropped
 * @param narrowest narrowest face that it still finds in its input, pixels
 */
public record DetectorModel(
    String name,
    String version,
    ModelKind kind,
    ModelFormat format,
    String licence,
    String sha256,
    ModelInput input,
    Decoding decoding,
    List<String> labels,
    Map<String, ObjectClass> classes,
    double minScore,
    int narrowest) {
  public DetectorModel {
    labels = List.copyOf(labels);
    classes = Map.copyOf(classes);
  }
}
