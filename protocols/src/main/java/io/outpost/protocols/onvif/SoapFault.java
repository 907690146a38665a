package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a camera refuses (SOAP 1.2 part 1, 5.4; ONVIF Core, error handling).
 *
 * @param code the local name of the code, such as {@code Sender}
 * @param subcodes local names from the outside in, such as {@code NotAuthorized}
 * @param reason in words, empty when there are none
 */
public record SoapFault(String code, List<String> subcodes, String reason) {
  private static final int MAX_SUBCODES = 8;
  private static final int MAX_REASON_CHARS = 500;

  /** How cameras say that it is the login which is wrong, when the subcode does not. */
  private static final List<String> ABOUT_THE_LOGIN =
      List.of("authoriz", "authoris", "authentica", "password", "username");

  public SoapFault {
    subcodes = List.copyOf(subcodes);
  }

  static SoapFault notAuthorized(String reason) {
    return new SoapFault("Sender", List.of("NotAuthorized"), reason);
  }

  static SoapFault read(XmlElement fault) {
    List<String> subcodes = new ArrayList<>();
    Optional<XmlElement> level = fault.at("Code", "Subcode");
    while (level.isPresent() && subcodes.size() < MAX_SUBCODES) {
      level.get().textAt("Value").ifPresent(value -> subcodes.add(local(value)));
      level = level.get().child("Subcode");
    }
    // SOAP 1.1 has faultcode and faultstring instead.
    String code = fault.textAt("Code", "Value").or(() -> fault.textAt("faultcode")).orElse("");
    String reason =
        fault
            .textAt("Reason", "Text")
            .or(() -> fault.textAt("Reason"))
            .or(() -> fault.textAt("faultstring"))
            .orElse("");
    return new SoapFault(local(code), subcodes, shortened(reason));
  }

  private static String local(String qualified) {
    return shortened(qualified.substring(qualified.lastIndexOf(':') + 1));
  }

  /** In one line: it is shown. */
  private static String shortened(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= MAX_REASON_CHARS ? line : line.substring(0, MAX_REASON_CHARS);
  }

  /**
   * Whether the login is refused: by subcode ({@code ter:NotAuthorized}, {@code
   * wsse:FailedAuthentication} and others), else by the words of the reason.
   */
  public boolean isNotAuthorized() {
    for (String subcode : subcodes) {
      String lower = subcode.toLowerCase(Locale.ROOT);
      if (lower.contains("notauthorized")
          || lower.contains("unauthorized")
          || lower.contains("failedauthentication")
          || lower.contains("invalidsecurity")) {
        return true;
      }
    }
    String words = (code + " " + reason).toLowerCase(Locale.ROOT);
    return ABOUT_THE_LOGIN.stream().anyMatch(words::contains);
  }

  /** Whether the operation does not exist in this camera ({@code ter:ActionNotSupported}). */
  public boolean isActionNotSupported() {
    for (String subcode : subcodes) {
      String lower = subcode.toLowerCase(Locale.ROOT);
      if (lower.contains("notsupported") || lower.equals("unknownaction")) {
        return true;
      }
    }
    String words = reason.toLowerCase(Locale.ROOT);
    return words.contains("not implemented") || words.contains("not supported");
  }

  /** In one line, to be shown. */
  @Override
  public String toString() {
    String codes = subcodes.isEmpty() ? code : code + "/" + String.join("/", subcodes);
    return reason.isEmpty() ? codes : codes + ": " + reason;
  }
}
