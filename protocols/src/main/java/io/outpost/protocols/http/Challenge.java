package io.outpost.protocols.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One challenge of a WWW-Authenticate header, or one answer of an Authorization header (RFC 7235
 * 2.1).
 *
 * @param scheme in lower case
 * @param parameters names in lower case, values without quotes
 * @param token what follows the scheme when that is no parameter, as in an answer by Basic
 */
public record Challenge(String scheme, Map<String, String> parameters, String token) {
  /** Challenges read from one 401. */
  public static final int MAX_CHALLENGES = 8;

  /** Parameters read from one challenge. */
  public static final int MAX_CHALLENGE_PARAMETERS = 32;

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Reads all challenges of all header lines; one line may hold several, separated by commas. */
  public static List<Challenge> parseAll(List<String> headerValues) {
    List<Challenge> challenges = new ArrayList<>();
    for (String value : headerValues) {
      String scheme = "";
      String token = "";
      Map<String, String> parameters = new LinkedHashMap<>();
      int max = MAX_CHALLENGES * MAX_CHALLENGE_PARAMETERS;
      for (String piece : HeaderText.split(value, ',', max)) {
        String rest = piece;
        int space = piece.indexOf(' ');
        int equals = piece.indexOf('=');
        boolean startsScheme = space > 0 ? equals < 0 || space < equals : equals < 0;
        // "realm = x" is a parameter with blanks, "Digest realm=x" is a scheme.
        if (startsScheme && space > 0 && piece.substring(space).trim().startsWith("=")) {
          startsScheme = false;
        }
        if (startsScheme) {
          addTo(challenges, scheme, parameters, token);
          scheme = (space < 0 ? piece : piece.substring(0, space)).toLowerCase(Locale.ROOT);
          token = "";
          parameters = new LinkedHashMap<>();
          rest = space < 0 ? "" : piece.substring(space + 1).trim();
        }
        equals = rest.indexOf('=');
        if (scheme.equals("basic") && !isParameter(rest, equals)) {
          token = rest;
        } else if (equals > 0 && parameters.size() < MAX_CHALLENGE_PARAMETERS) {
          String name = rest.substring(0, equals).trim().toLowerCase(Locale.ROOT);
          parameters.putIfAbsent(name, HeaderText.unquote(rest.substring(equals + 1).trim()));
        }
      }
      addTo(challenges, scheme, parameters, token);
    }
    return challenges;
  }

  /** Base64 ends in '=' but has no quoted value behind it. */
  private static boolean isParameter(String text, int equals) {
    return equals > 0 && !text.substring(equals).replace("=", "").isBlank();
  }

  private static void addTo(
      List<Challenge> challenges, String scheme, Map<String, String> parameters, String token) {
    if (!scheme.isEmpty() && challenges.size() < MAX_CHALLENGES) {
      challenges.add(new Challenge(scheme, parameters, token));
    }
  }
}
