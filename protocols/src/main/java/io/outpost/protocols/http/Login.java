package io.outpost.protocols.http;

import java.util.function.Supplier;

/**
 * Who asks.
 *
 * @param password asked for only while an answer or a check is computed; never kept or printed
 */
public record Login(String user, Supplier<String> password) {
  @Override
  public String toString() {
    return "Login[" + user + "]";
  }
}
