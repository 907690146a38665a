package io.outpost.agent.cli;

import io.outpost.agent.camera.Priority;
import java.util.List;

/** Reads {@code --priority}. */
final class PriorityOption extends WordOption<Priority> {
  PriorityOption() {
    super(List.of(Priority.values()), Priority::label, Priority::of);
  }
}
