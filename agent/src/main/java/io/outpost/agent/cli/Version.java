package io.outpost.agent.cli;

import io.outpost.agent.AgentVersions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "outpost %s (Java %s, %s %s)"
          .formatted(
              ofAgent(),
              System.getProperty("java.version"),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }

  private static String ofAgent() {
    return AgentVersions.agent().isEmpty() ? "development" : AgentVersions.agent();
  }
}
