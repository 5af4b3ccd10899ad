package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * What statvfs(3) says about a mounted file system. All numbers are unsigned.
 *
 * @param fragmentBytes f_frsize: the unit of the block counts
 * @param blocks f_blocks
 * @param blocksFree f_bfree, the superuser's reserve included
 * @param files f_files: inodes; 0 where the file system has no fixed number
 * @param filesFree f_ffree
 */
public record StatVfs(
    long fragmentBytes, long blocks, long blocksFree, long files, long filesFree) {

  /** struct statvfs of glibc and musl on 64-bit machines; x86_64 and aarch64 are alike. */
  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("f_bsize"),
          JAVA_LONG.withName("f_frsize"),
          JAVA_LONG.withName("f_blocks"),
          JAVA_LONG.withName("f_bfree"),
          JAVA_LONG.withName("f_bavail"),
          JAVA_LONG.withName("f_files"),
          JAVA_LONG.withName("f_ffree"),
          JAVA_LONG.withName("f_favail"),
          JAVA_LONG.withName("f_fsid"),
          JAVA_LONG.withName("f_flag"),
          JAVA_LONG.withName("f_namemax"),
          MemoryLayout.sequenceLayout(6, JAVA_INT).withName("f_spare"));

  private static final long FRAGMENT_BYTES = offset("f_frsize");
  private static final long BLOCKS = offset("f_blocks");
  private static final long BLOCKS_FREE = offset("f_bfree");
  private static final long FILES = offset("f_files");
  private static final long FILES_FREE = offset("f_ffree");

  private static final CFunction STATVFS = CFunction.named("statvfs");

  /**
   * Asks for the file system in which a path lies. Blocks for as long as its device does; any
   * thread may call, several at once.
   *
   * @throws LinuxException when the call fails
   */
  public static StatVfs of(String path) {
    // The memory is this call's own: other threads may ask meanwhile, and this one for minutes.
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      MemorySegment answer = arena.allocate(LAYOUT);
      MemorySegment nativePath = arena.allocateFrom(path);
      if ((int) STATVFS.call(state, nativePath.address(), answer.address()) != 0) {
        throw new LinuxException("statvfs", state.errno(), path);
      }
      return new StatVfs(
          answer.get(JAVA_LONG, FRAGMENT_BYTES),
          answer.get(JAVA_LONG, BLOCKS),
          answer.get(JAVA_LONG, BLOCKS_FREE),
          answer.get(JAVA_LONG, FILES),
          answer.get(JAVA_LONG, FILES_FREE));
    }
  }

  private static long offset(String field) {
    return LAYOUT.byteOffset(PathElement.groupElement(field));
  }
}
