package org.atlasagent.web;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;

/**
 * How much a client wants something, by a header such as {@code Accept: text/plain;q=0.5}: RFC
 * 9110, section 12.
 */
final class Preference {
  private final List<String> header;

  Preference(Headers headers, String name) {
    header = headers.getOrDefault(name, List.of());
  }

  /** From 0, not at all or not named, to 1. */
  double of(String what) {
    double most = 0;
    for (String line : header) {
      for (String entry : line.split(",", -1)) {
        String[] parts = entry.split(";", -1);
        if (parts[0].strip().equalsIgnoreCase(what)) {
          most = Math.max(most, quality(parts));
        }
      }
    }
    return most;
  }

  private static double quality(String... parts) {
    for (String part : parts) {
      String parameter = part.strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        try {
          return Math.clamp(Double.parseDouble(parameter.substring(2)), 0, 1);
        } catch (NumberFormatException wrong) {
          return 0;
        }
      }
    }
    return 1;
  }
}
