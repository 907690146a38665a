package io.outpost.agent.onvif;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Orders addresses as people count them: 10.0.0.9 before 10.0.0.10. */
final class Addresses {
  private Addresses() {}

  /**
   * @param one a literal address
   */
  static int compare(String one, String other) {
    return Arrays.compareUnsigned(bytes(one), bytes(other));
  }

  private static byte[] bytes(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException notALiteral) {
      return new byte[0];
    }
  }
}
