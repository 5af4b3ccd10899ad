package org.atlasagent.source.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The answer of systemd's ListUnits, as it comes over the bus: an array of structures. See
 * org.freedesktop.systemd1(5).
 *
 * <p>A machine has hundreds of units of which a few are wanted: of the others nothing is kept.
 */
final class UnitList {
  /** The type of the answer. */
  static final String SIGNATURE = "a(ssssssouso)";

  private static final int STRUCTURE_ALIGNMENT = 8;

  private UnitList() {}

  /**
   * The wanted units of a list.
   *
   * @param body the body of the message
   * @param wanted whether a unit of this name is wanted; it must not keep the name
   */
  static List<ServiceUnit> read(BusInput body, Predicate<CharSequence> wanted) throws IOException {
    List<ServiceUnit> units = new ArrayList<>();
    long bytes = body.number();
    body.align(STRUCTURE_ALIGNMENT);
    long end = body.position() + bytes;
    while (body.position() < end) {
      body.align(STRUCTURE_ALIGNMENT);
      CharSequence name = body.passingText();
      if (wanted.test(name)) {
        units.add(rest(name.toString(), body));
      } else {
        skipRest(body);
      }
    }
    return units;
  }

  private static ServiceUnit rest(String name, BusInput body) throws IOException {
    body.skipText(); // description
    body.skipText(); // whether it is loaded
    String active = body.text();
    String sub = body.text();
    body.skipText(); // the unit that it follows
    String path = body.text();
    skipJob(body);
    return new ServiceUnit(name, active, sub, path);
  }

  private static void skipRest(BusInput body) throws IOException {
    for (int text = 0; text < 6; text++) {
      body.skipText(); // from the description to the path
    }
    skipJob(body);
  }

  private static void skipJob(BusInput body) throws IOException {
    body.number(); // its number
    body.skipText(); // its type
    body.skipText(); // its path
  }
}
