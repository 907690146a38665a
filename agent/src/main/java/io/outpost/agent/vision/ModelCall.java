package io.outpost.agent.vision;

import com.google.protobuf.UnsafeByteOperations;
import io.outpost.agent.vision.ChosenDetectors.Fate;
import io.outpost.agent.vision.ChosenDetectors.RefusalReason;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.ModelFolder;
import io.outpost.agent.vision.wire.LoadModel;
import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import java.io.IOException;
import java.util.Optional;

/** Hands one model to a worker, unless nobody wants it any more by then. */
final class ModelCall implements Call {
  private final InstalledModel model;
  private final String id;
  private final Fate fate;
  private boolean sent;

  ModelCall(InstalledModel model, String id, Fate fate) {
    this.model = model;
    this.id = id;
    this.fate = fate;
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public Optional<Suspect> suspect() {
    return Optional.empty();
  }

  /** The model is read now: it is not kept in the agent's memory. */
  @Override
  public Optional<Request.Builder> request(long generation) {
    if (!fate.wanted()) {
      return Optional.empty();
    }
    try {
      byte[] content = ModelFolder.content(model);
      sent = true;
      return Optional.of(
          Request.newBuilder()
              .setLoadModel(
                  LoadModel.newBuilder()
                      .setId(id)
                      .setManifest(model.manifest())
                      .setData(UnsafeByteOperations.unsafeWrap(content))));
    } catch (IOException unreadable) {
      fate.refused(RefusalReason.UNREADABLE, String.valueOf(unreadable.getMessage()));
      return Optional.empty();
    }
  }

  @Override
  public void answer(Response response) {
    if (response.hasFailure()) {
      fate.refused(RefusalReason.UNUSABLE, response.getFailure().getMessage());
    } else {
      fate.loaded();
    }
  }

  @Override
  public void fail(IOException reason) {
    if (sent) {
      fate.killed();
    }
  }
}
