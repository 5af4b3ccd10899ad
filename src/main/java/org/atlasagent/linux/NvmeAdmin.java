package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * Admin commands to an NVMe device: the ioctl NVME_IOCTL_ADMIN_CMD of {@code linux/nvme_ioctl.h}.
 * The kernel wants CAP_SYS_ADMIN for those of a vendor, and the device must be readable. Any thread
 * may ask; the call blocks for as long as the device does.
 */
public final class NvmeAdmin {
  /** struct nvme_passthru_cmd. */
  static final StructLayout COMMAND =
      MemoryLayout.structLayout(
          JAVA_BYTE.withName("opcode"),
          JAVA_BYTE.withName("flags"),
          JAVA_SHORT.withName("rsvd1"),
          JAVA_INT.withName("nsid"),
          JAVA_INT.withName("cdw2"),
          JAVA_INT.withName("cdw3"),
          JAVA_LONG.withName("metadata"),
          JAVA_LONG.withName("addr"),
          JAVA_INT.withName("metadata_len"),
          JAVA_INT.withName("data_len"),
          JAVA_INT.withName("cdw10"),
          JAVA_INT.withName("cdw11"),
          JAVA_INT.withName("cdw12"),
          JAVA_INT.withName("cdw13"),
          JAVA_INT.withName("cdw14"),
          JAVA_INT.withName("cdw15"),
          JAVA_INT.withName("timeout_ms"),
          JAVA_INT.withName("result"));

  private static final long OPCODE = offset("opcode");
  private static final long NAMESPACE = offset("nsid");
  private static final long ADDRESS_OF_DATA = offset("addr");
  private static final long DATA_LENGTH = offset("data_len");
  private static final long DWORD_10 = offset("cdw10");

  private static final byte GET_LOG_PAGE = 0x02;
  private static final long NVME_IOCTL_ADMIN_CMD = 0xC048_4E41L;
  private static final int O_RDONLY_NONBLOCK_CLOEXEC = 0x80800;
  private static final int PAGE_ALIGNMENT = 4096;

  private static final CFunction OPEN = CFunction.named("open");
  private static final CFunction IOCTL = CFunction.named("ioctl");

  private NvmeAdmin() {}

  /**
   * Reads a log page of a namespace.
   *
   * @param device the path of the device
   * @param page the number of the page
   * @param namespace the number of the namespace
   * @param content takes the page; its length is what is asked for, in whole dwords
   * @return the status of the command: 0, or why the device refused it; nothing is read then
   * @throws LinuxException when the device cannot be opened, or is none of NVMe
   */
  public static int logPage(String device, int page, int namespace, byte[] content) {
    // The memory is this call's own: other threads may ask meanwhile.
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      MemorySegment data = arena.allocate(content.length, PAGE_ALIGNMENT);
      MemorySegment command = getLogPage(arena, page, namespace, data);
      MemorySegment path = arena.allocateFrom(device);
      int descriptor = (int) OPEN.call(state, path.address(), O_RDONLY_NONBLOCK_CLOEXEC);
      if (descriptor < 0) {
        throw new LinuxException("open", state.errno(), device);
      }
      int status;
      try {
        status = (int) IOCTL.call(state, descriptor, NVME_IOCTL_ADMIN_CMD, command.address());
      } finally {
        Libc.close(descriptor);
      }
      if (status < 0) {
        throw new LinuxException("ioctl", state.errno(), device);
      }
      if (status == 0) {
        MemorySegment.copy(data, JAVA_BYTE, 0, content, 0, content.length);
      }
      return status;
    }
  }

  /**
   * The command. It has no time limit of its own: where one runs out, the driver aborts the command
   * and may reset the controller, which is no price for a metric.
   */
  static MemorySegment getLogPage(Arena arena, int page, int namespace, MemorySegment data) {
    MemorySegment command = arena.allocate(COMMAND);
    command.set(JAVA_BYTE, OPCODE, GET_LOG_PAGE);
    command.set(JAVA_INT, NAMESPACE, namespace);
    command.set(JAVA_LONG, ADDRESS_OF_DATA, data.address());
    int bytes = Math.toIntExact(data.byteSize());
    command.set(JAVA_INT, DATA_LENGTH, bytes);
    // The lower half of the number of dwords, of which the specification subtracts 1.
    command.set(JAVA_INT, DWORD_10, page | (bytes / Integer.BYTES - 1) << Short.SIZE);
    return command;
  }

  private static long offset(String field) {
    return COMMAND.byteOffset(PathElement.groupElement(field));
  }
}
