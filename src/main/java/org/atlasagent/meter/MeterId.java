package org.atlasagent.meter;

import java.util.List;

/**
 * The identity of a series: a name and its tags.
 *
 * @param name the metric's name
 * @param tags sorted by key, each key once, no empty values
 */
public record MeterId(String name, List<Tag> tags) {
  public MeterId {
    tags = List.copyOf(tags);
  }

  /** The identity as text, such as {@code net.iface.bytes,id=in,iface=eth0}, for messages. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    for (Tag tag : tags) {
      text.append(',').append(tag.key()).append('=').append(tag.value());
    }
    return text.toString();
  }
}
