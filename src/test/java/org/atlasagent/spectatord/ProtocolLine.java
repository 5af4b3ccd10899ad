package org.atlasagent.spectatord;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A line as a receiver understands it.
 *
 * @param letter the kind of the meter
 * @param ttl the option of a gauge, in seconds
 * @param name the name
 * @param tags by key, in the order of the line
 * @param value the number
 */
public record ProtocolLine(
    char letter, OptionalInt ttl, String name, Map<String, String> tags, BigDecimal value) {}
