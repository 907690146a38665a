package io.outpost.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.vision.ChosenDetectors.RefusalReason;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.Manifests;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import io.outpost.agent.vision.wire.Done;
import io.outpost.agent.vision.wire.Failure;
import io.outpost.agent.vision.wire.Response;
import io.outpost.agent.vision.wire.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a model that was chosen. */
class ChosenDetectorsTest {
  private static final String CAMERA = "any";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @TempDir private Path folder;
  private Path file;
  private ChosenDetectors chosen;

  @BeforeEach
  void choose() throws IOException {
    file = Files.createFile(folder.resolve("model")); // Of nothing, as its manifest says.
    String manifest = Manifests.text("face", "yunet", 320);
    InstalledModel model = new InstalledModel(Manifests.read(manifest), manifest, file);
    chosen = new ChosenDetectors(DetectorChoice.of(model), new VisionMetrics(registry));
  }

  @Test
  void named_stream_bearsTheChosenModelAndTheBuiltInOne() {
    Stream stream = chosen.named(Stream.getDefaultInstance(), CAMERA);

    assertThat(stream.getFaceModel()).hasSize(64);
    assertThat(stream.getBodyModel()).isEmpty();
    assertThat(chosen.name(CAMERA, ModelKind.FACE)).isEqualTo(new ModelName("tried", "1.0"));
    assertThat(chosen.name(CAMERA, ModelKind.BODY)).isEqualTo(ModelName.builtIn(ModelKind.BODY));
  }

  @Test
  void call_loaded_staysInUse() {
    Call call = chosen.calls().get(0);

    assertThat(call.alone()).isTrue();
    assertThat(call.request(1)).isPresent();
    call.answer(Response.newBuilder().setDone(Done.getDefaultInstance()).build());

    assertThat(chosen.refusal(ModelKind.FACE)).isEmpty();
    assertThat(chosen.calls()).hasSize(1);
  }

  @Test
  void call_refusedByTheWorker_givesWayToTheBuiltInOne() {
    Call call = chosen.calls().get(0);
    call.request(1);
    call.answer(
        Response.newBuilder().setFailure(Failure.newBuilder().setMessage("no network")).build());

    assertRefused("no network", RefusalReason.UNUSABLE);
  }

  @Test
  void call_workerDiesTwiceOverIt_givesWayToTheBuiltInOne() {
    die();
    assertThat(chosen.refusal(ModelKind.FACE)).isEmpty();
    die();

    assertRefused("vision workers die when they load it", RefusalReason.KILLED_WORKER);
  }

  @Test
  void call_workerDiesAndTheNextLoadsIt_staysInUse() {
    for (int i = 0; i < 3; i++) {
      die();
      Call call = chosen.calls().get(0);
      call.request(1);
      call.answer(Response.newBuilder().setDone(Done.getDefaultInstance()).build());
    }

    assertThat(chosen.refusal(ModelKind.FACE)).isEmpty();
  }

  @Test
  void call_workerDiesBeforeItWasSent_isNotBlamed() {
    for (int i = 0; i < 3; i++) {
      chosen.calls().get(0).fail(new IOException("the connection was closed"));
    }

    assertThat(chosen.refusal(ModelKind.FACE)).isEmpty();
  }

  @Test
  void call_changedFile_givesWayToTheBuiltInOne() throws IOException {
    Files.writeString(file, "something else");

    assertThat(chosen.calls().get(0).request(1)).isEmpty();

    assertRefused("the file was changed", RefusalReason.UNREADABLE);
  }

  @Test
  void use_ofTwoCameras_isHandedOverOnceAndDroppedWithTheLast() {
    InstalledModel other = model("other");
    DetectorChoice choice = DetectorChoice.of(other);

    assertThat(chosen.use("gate", choice).wanted()).containsExactly(other);
    assertThat(chosen.use("yard", choice).wanted()).isEmpty();
    assertThat(chosen.calls()).as("with the usual one").hasSize(2);
    String id = chosen.id("gate", ModelKind.FACE);
    assertThat(id).isEqualTo(chosen.id("yard", ModelKind.FACE)).hasSize(64);

    assertThat(chosen.forget("gate").unwanted()).isEmpty();
    assertThat(chosen.forget("yard").unwanted()).containsExactly(id);
    assertThat(chosen.forget("yard").unwanted()).isEmpty();
    assertThat(chosen.calls()).hasSize(1);
  }

  @Test
  void use_eachCamera_isNamedByWhatLooksAtIt() {
    chosen.use("gate", DetectorChoice.of(model("other")));
    chosen.use("yard", DetectorChoice.BUILT_IN);

    assertThat(chosen.name("gate", ModelKind.FACE)).isEqualTo(new ModelName("other", "1.0"));
    assertThat(chosen.name("yard", ModelKind.FACE)).isEqualTo(ModelName.builtIn(ModelKind.FACE));
    assertThat(chosen.name("road", ModelKind.FACE)).isEqualTo(new ModelName("tried", "1.0"));
    assertThat(chosen.named(Stream.getDefaultInstance(), "yard").getFaceModel()).isEmpty();
  }

  @Test
  void use_sameAgain_isNotHandedOverAgain() {
    DetectorChoice choice = DetectorChoice.of(model("other"));
    chosen.use("gate", choice);

    ChosenDetectors.Change change = chosen.use("gate", choice);

    assertThat(change.wanted()).isEmpty();
    assertThat(change.unwanted()).isEmpty();
  }

  @Test
  void use_modelThatIsRefused_refusesItForThoseWhoNamedItAlone() {
    InstalledModel other = model("other");
    chosen.use("gate", DetectorChoice.of(other));
    Call call = chosen.call(other);
    call.request(1);
    call.answer(
        Response.newBuilder().setFailure(Failure.newBuilder().setMessage("no network")).build());

    assertThat(chosen.refusal("gate", ModelKind.FACE)).contains("no network");
    assertThat(chosen.name("gate", ModelKind.FACE)).isEqualTo(ModelName.builtIn(ModelKind.FACE));
    assertThat(chosen.refusal(CAMERA, ModelKind.FACE)).isEmpty();
    assertThat(chosen.name(CAMERA, ModelKind.FACE)).isEqualTo(new ModelName("tried", "1.0"));
  }

  @Test
  void calls_thatAreOvertaken_askForNothing() {
    InstalledModel other = model("other");
    Call load = chosen.call(other);
    assertThat(load.request(1)).as("nobody wants it any more").isEmpty();

    chosen.use("gate", DetectorChoice.of(other));
    DropCall drop = new DropCall(chosen.id("gate", ModelKind.FACE), chosen);
    assertThat(drop.request(1)).as("somebody wants it again").isEmpty();

    chosen.forget("gate");
    assertThat(drop.request(1)).isPresent();
  }

  private InstalledModel model(String name) {
    String manifest = Manifests.text("face", "yunet", 320).replace("name: tried", "name: " + name);
    return new InstalledModel(Manifests.read(manifest), manifest, file);
  }

  private void die() {
    Call call = chosen.calls().get(0);
    call.request(1);
    call.fail(new IOException("the connection was closed"));
  }

  private void assertRefused(String words, RefusalReason reason) {
    assertThat(chosen.refusal(ModelKind.FACE))
        .hasValueSatisfying(why -> assertThat(why).contains(words));
    assertThat(chosen.calls()).isEmpty();
    assertThat(chosen.named(Stream.getDefaultInstance(), CAMERA).getFaceModel()).isEmpty();
    assertThat(chosen.name(CAMERA, ModelKind.FACE)).isEqualTo(ModelName.builtIn(ModelKind.FACE));
    assertThat(
            registry
                .get("outpost.detectors.refused")
                .tag("reason", reason.label())
                .counter()
                .count())
        .isEqualTo(1);
  }
}
