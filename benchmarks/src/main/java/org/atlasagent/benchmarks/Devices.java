package org.atlasagent.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.APPEND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Interfaces, disks and mounts for a recorded host of few. The mount points are directories that
 * exist, and the host passes for the running machine, so that they are asked for their sizes.
 */
final class Devices {
  private static final int INTERFACES = 14;
  private static final int DISKS = 13;
  private static final int MOUNTS = 12;
  private static final String BOOT_ID = "proc/sys/kernel/random/boot_id";

  private Devices() {}

  static void add(Path root, Path later) throws IOException {
    copyBootId(root);
    for (int i = 0; i < INTERFACES; i++) {
      append(root, "proc/net/dev", interfaceLine(i, 1));
      append(later, "proc/net/dev", interfaceLine(i, 2));
    }
    for (int i = 0; i < DISKS; i++) {
      append(root, "proc/diskstats", diskLine(i, 1));
      append(later, "proc/diskstats", diskLine(i, 2));
    }
    for (int i = 0; i < MOUNTS; i++) {
      Files.createDirectories(root.resolve("srv/data" + i));
      append(root, "proc/self/mountinfo", mountLine(i));
    }
  }

  private static void copyBootId(Path root) throws IOException {
    Path copy = root.resolve(BOOT_ID);
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, Files.readString(Path.of("/").resolve(BOOT_ID)));
  }

  private static String interfaceLine(int number, int sample) {
    return "enp%ds0: %d %d 0 %d 0 0 0 %d %d %d 0 0 0 0 0 0%n"
        .formatted(
            number,
            sample * 987_654_321L,
            sample * 1_234_567L,
            sample * 12L,
            sample * 3L,
            sample * 123_456_789L,
            sample * 765_432L);
  }

  private static String diskLine(int number, int sample) {
    return " 259 %d nvme%dn1 %d %d %d %d %d %d %d %d 0 %d %d 0 0 0 0 0 0%n"
        .formatted(
            number,
            number,
            sample * 123_456L,
            sample * 1_234L,
            sample * 9_876_543L,
            sample * 23_456L,
            sample * 654_321L,
            sample * 4_321L,
            sample * 8_765_432L,
            sample * 34_567L,
            sample * 12_345L,
            sample * 58_023L);
  }

  private static String mountLine(int number) {
    return "%d 43 259:%d / /srv/data%d rw,relatime shared:%d - ext4 /dev/nvme%dn1 rw%n"
        .formatted(100 + number, number, number, number, number);
  }

  private static void append(Path root, String file, String line) throws IOException {
    Files.writeString(root.resolve(file), line, ISO_8859_1, APPEND);
  }
}
