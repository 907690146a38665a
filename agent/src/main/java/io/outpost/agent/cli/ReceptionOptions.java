package io.outpost.agent.cli;

import io.outpost.agent.camera.CertificatePin;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.camera.TransportChoice;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how a camera's streams are received. */
final class ReceptionOptions {
  @Option(
      names = "--transport",
      paramLabel = "TRANSPORT",
      converter = TransportOption.class,
      completionCandidates = TransportOption.class,
      description = "One of: ${COMPLETION-CANDIDATES}. Else auto: TCP, or what the camera offers.")
  private Optional<TransportChoice> transport = Optional.empty();

  @Option(
      names = "--certificate",
      paramLabel = "SHA256",
      description = {
        "Fingerprint of the certificate to trust at rtsps:// addresses; '' for none.",
        "'outpost camera test' shows it."
      })
  private Optional<String> certificate = Optional.empty();

  /** What was given, over what is so already. */
  Streams over(Streams streams) throws CommandFailure {
    Streams changed = transport.map(streams::over).orElse(streams);
    if (certificate.isEmpty()) {
      return changed;
    }
    if (certificate.get().isEmpty()) {
      return changed.pinnedTo(Optional.empty());
    }
    try {
      changed = changed.pinnedTo(Optional.of(CertificatePin.parse(certificate.get())));
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, "--certificate: " + wrong.getMessage());
    }
    if (!changed.anyOverTls()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--certificate: only rtsps:// addresses have one, and there is none");
    }
    return changed;
  }

  boolean isEmpty() {
    return transport.isEmpty() && certificate.isEmpty();
  }
}
