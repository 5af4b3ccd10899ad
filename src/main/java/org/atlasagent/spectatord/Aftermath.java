package org.atlasagent.spectatord;

import java.util.Optional;

/**
 * What became of the lines that a transport only took ({@link Delivery.Taken}).
 *
 * @param sent what was delivered of what they came to, since the start
 * @param dropped what was lost of it, since the start
 * @param problem why something is lost at present; empty when nothing is
 */
public record Aftermath(long sent, long dropped, Optional<String> problem) {
  /** Nothing was only taken. */
  public static final Aftermath NONE = new Aftermath(0, 0, Optional.empty());
}
