package io.outpost.agent.cli;

import io.outpost.agent.camera.AnalysisMode;
import java.util.List;

/** Reads {@code --mode}. */
final class ModeOption extends WordOption<AnalysisMode> {
  ModeOption() {
    super(List.of(AnalysisMode.values()), AnalysisMode::label, AnalysisMode::of);
  }
}
