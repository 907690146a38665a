package io.outpost.agent.event;

import io.outpost.agent.camera.Camera;
import java.util.List;

/** What looks at a camera's pictures, at the moment. */
@FunctionalInterface
public interface Detecting {
  /** The models that an event of this type comes from; none where no detector is asked. */
  List<Versions.Model> models(Camera camera, EventType type);
}
