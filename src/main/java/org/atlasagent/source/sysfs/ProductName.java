package org.atlasagent.source.sysfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * What the maker of the machine calls it: {@code /sys/devices/virtual/dmi/id/product_name}. On EC2
 * that is the type of the instance, such as {@code m7i.large}: family, generation, options, size.
 *
 * @param text the name as it stands there
 */
public record ProductName(String text) {
  /** Who makes the processors of an instance. */
  public enum Maker {
    INTEL,
    AMD
  }

  /** Reads the name; empty where the machine has none, as many virtual ones. */
  public static Optional<ProductName> read(KernelFile file) {
    return file.read().filter(Fields::nextLine).map(fields -> new ProductName(fields.rest()));
  }

  /** The generation of an EC2 type: its second character; 0 where that is no digit. */
  public int generation() {
    char second = text.length() > 1 ? text.charAt(1) : '0';
    return second >= '0' && second <= '9' ? second - '0' : 0;
  }

  /** The maker by the first {@code i} or {@code a} between generation and size of an EC2 type. */
  public Optional<Maker> maker() {
    int dot = text.indexOf('.');
    for (int at = 2; at < dot; at++) {
      switch (text.charAt(at)) {
        case 'i' -> {
          return Optional.of(Maker.INTEL);
        }
        case 'a' -> {
          return Optional.of(Maker.AMD);
        }
        default -> {
          // An option, such as d: disks of its own.
        }
      }
    }
    return Optional.empty();
  }
}
