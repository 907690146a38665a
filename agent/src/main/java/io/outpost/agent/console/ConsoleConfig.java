package io.outpost.agent.console;

/**
 * Where the console listens.
 *
 * @param address a loopback address
 * @param port 0 for any free one
 */
public record ConsoleConfig(String address, int port) {
  public static final ConsoleConfig DEFAULT = new ConsoleConfig("127.0.0.1", 9464);
}
