package org.atlasagent.source.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.atlasagent.source.SourceException;

/**
 * The answer of systemd's ListUnits, as it comes over the bus: an array of structures {@code
 * (ssssssouso)}. See org.freedesktop.systemd1(5) and the D-Bus specification, "Marshaling".
 *
 * <p>Read from the bytes, for a machine has hundreds of units of which a few are wanted: as objects
 * they would take a kilobyte each.
 */
final class UnitList {
  private static final int STRUCTURE_ALIGNMENT = 8;

  private final ByteBuffer body;

  private UnitList(ByteBuffer body) {
    this.body = body;
  }

  /**
   * The wanted units of a list.
   *
   * @param source who answered, for messages
   * @param body the body of the message, in the byte order of the message
   * @param wanted whether a unit of this name is wanted
   */
  static List<ServiceUnit> parse(String source, ByteBuffer body, Predicate<String> wanted) {
    try {
      return new UnitList(body).units(wanted);
    } catch (BufferUnderflowException | IllegalArgumentException truncated) {
      throw new SourceException(source, "the list of units is cut off", truncated);
    }
  }

  private List<ServiceUnit> units(Predicate<String> wanted) {
    List<ServiceUnit> units = new ArrayList<>();
    int length = number();
    align(STRUCTURE_ALIGNMENT);
    if (length < 0 || length > body.remaining()) {
      throw new BufferUnderflowException();
    }
    int end = body.position() + length;
    while (body.position() < end) {
      align(STRUCTURE_ALIGNMENT);
      unit(wanted, units);
    }
    return units;
  }

  private void unit(Predicate<String> wanted, List<ServiceUnit> units) {
    String name = text();
    boolean isWanted = wanted.test(name);
    skipText(); // description
    skipText(); // whether it is loaded
    String active = textIf(isWanted);
    String sub = textIf(isWanted);
    skipText(); // the unit that it follows
    String path = textIf(isWanted);
    number(); // the job that is queued for it
    skipText(); // the type of the job
    skipText(); // the object of the job
    if (isWanted) {
      units.add(new ServiceUnit(name, active, sub, path));
    }
  }

  private String textIf(boolean isWanted) {
    if (isWanted) {
      return text();
    }
    skipText();
    return "";
  }

  private String text() {
    byte[] bytes = new byte[textLength()];
    body.get(bytes);
    body.get(); // NUL
    return new String(bytes, UTF_8);
  }

  private void skipText() {
    int length = textLength();
    body.position(body.position() + length + 1);
  }

  /** The length of the text that follows; one that cannot be is where the list is cut off. */
  private int textLength() {
    int length = number();
    if (length < 0 || length >= body.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }

  private int number() {
    align(Integer.BYTES);
    return body.getInt();
  }

  private void align(int bytes) {
    body.position((body.position() + bytes - 1) & -bytes);
  }
}
