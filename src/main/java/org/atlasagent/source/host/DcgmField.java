package org.atlasagent.source.host;

/** The profiling fields of DCGM that are asked for, in the order in which they are asked. */
public enum DcgmField {
  /** The share of time in which the graphics or compute engine is active. */
  GRAPHICS_ENGINE_ACTIVE(1001),
  /** The share of time in which a multiprocessor has a warp, as a mean over all. */
  SM_ACTIVE(1002),
  /** The warps on a multiprocessor as a share of the most that it can have. */
  SM_OCCUPANCY(1003),
  /** The share of cycles in which the tensor cores are active. */
  TENSOR_ACTIVE(1004),
  /** The share of cycles in which the memory interface is active. */
  DRAM_ACTIVE(1005),
  /** The share of cycles in which the pipe for 32-bit numbers is active. */
  FP32_ACTIVE(1007),
  /** The share of cycles in which the pipe for 16-bit numbers is active. */
  FP16_ACTIVE(1008),
  /** Bytes per second that the GPU sends over PCIe, headers included. */
  PCIE_SENT(1009),
  /** Bytes per second that the GPU receives over PCIe, headers included. */
  PCIE_RECEIVED(1010),
  /** Bytes per second that the GPU sends over NVLink. */
  NVLINK_SENT(1011),
  /** Bytes per second that the GPU receives over NVLink. */
  NVLINK_RECEIVED(1012);

  private final int number;

  DcgmField(int number) {
    this.number = number;
  }

  /** The numbers of all fields, as dcgmi takes them. */
  static String numbers() {
    StringBuilder numbers = new StringBuilder();
    for (DcgmField field : values()) {
      numbers.append(numbers.isEmpty() ? "" : ",").append(field.number);
    }
    return numbers.toString();
  }
}
