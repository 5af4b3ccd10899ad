package org.atlasagent.source.host;

import java.util.OptionalLong;

/**
 * Which source chronyd follows: the one that {@code chronyc sources} marks with an asterisk.
 *
 * @param sampleAgeSeconds how long ago its last sample was taken; empty while none is selected
 */
public record ChronySelection(OptionalLong sampleAgeSeconds) {
  static final ChronySelection NONE = new ChronySelection(OptionalLong.empty());
}
