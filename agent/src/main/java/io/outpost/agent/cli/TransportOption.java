package io.outpost.agent.cli;

import io.outpost.agent.camera.TransportChoice;
import java.util.List;

/** Reads {@code --transport}. */
final class TransportOption extends WordOption<TransportChoice> {
  TransportOption() {
    super(List.of(TransportChoice.values()), TransportChoice::label, TransportChoice::of);
  }
}
