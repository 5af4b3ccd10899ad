package org.atlasagent.runtime;

import java.util.Locale;
import java.util.Map;

/** What runs the process, as the environment variable NETFLIX_EXECUTOR says in any case. */
enum NetflixExecutor {
  /** An instance of EC2. */
  EC2,
  /** A container of Titus. */
  TITUS,
  /** Anything else, or not said. */
  OTHER;

  static NetflixExecutor of(Map<String, String> environment) {
    return switch (environment.getOrDefault("NETFLIX_EXECUTOR", "").toLowerCase(Locale.ROOT)) {
      case "ec2" -> EC2;
      case "titus" -> TITUS;
      default -> OTHER;
    };
  }
}
