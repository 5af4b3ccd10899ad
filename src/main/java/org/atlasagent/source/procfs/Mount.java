package org.atlasagent.source.procfs;

/**
 * A mounted file system: a line of {@code /proc/PID/mountinfo}, its escapes decoded.
 *
 * @param major the class of its device; 0 where no block device holds it
 * @param minor the device within the class
 * @param root the directory of the file system that is mounted: {@code /}, or another for a bind
 *     mount
 * @param point where it is mounted
 * @param type its type, such as {@code ext4} or {@code fuse.sshfs}
 * @param source what is mounted, such as {@code /dev/sda1}; may be empty
 */
public record Mount(long major, long minor, String root, String point, String type, String source) {

  /** The number of its device, as one. */
  public long device() {
    return major << 32 | minor;
  }

  /** Whether a block device holds its files. */
  public boolean onBlockDevice() {
    return major != 0;
  }
}
