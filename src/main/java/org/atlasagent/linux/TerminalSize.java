package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.Optional;

/**
 * How much text a terminal shows: ioctl(2) with TIOCGWINSZ.
 *
 * @param rows lines
 * @param columns characters of a line
 */
public record TerminalSize(int rows, int columns) {
  /** struct winsize. */
  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
          JAVA_SHORT.withName("ws_row"),
          JAVA_SHORT.withName("ws_col"),
          JAVA_SHORT.withName("ws_xpixel"),
          JAVA_SHORT.withName("ws_ypixel"));

  private static final long COLUMNS = LAYOUT.byteOffset(PathElement.groupElement("ws_col"));
  private static final long TIOCGWINSZ = 0x5413;
  private static final int STANDARD_OUTPUT = 1;

  private static final CFunction IOCTL = CFunction.named("ioctl");

  /** That of the standard output; empty when it is no terminal, or does not know. */
  public static Optional<TerminalSize> ofStandardOutput() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(LAYOUT);
      long result = IOCTL.call(new CallState(arena), STANDARD_OUTPUT, TIOCGWINSZ, size.address());
      int rows = Short.toUnsignedInt(size.get(JAVA_SHORT, 0));
      int columns = Short.toUnsignedInt(size.get(JAVA_SHORT, COLUMNS));
      return (int) result == 0 && rows > 0 && columns > 0
          ? Optional.of(new TerminalSize(rows, columns))
          : Optional.empty();
    }
  }
}
