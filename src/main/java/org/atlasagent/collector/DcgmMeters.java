package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.COUNTER;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.OptionalDouble;
import org.atlasagent.meter.Counter;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.host.DcgmField;
import org.atlasagent.source.host.DcgmReading;

/** The meters of one GPU for what DCGM knows about it. */
final class DcgmMeters {
  private static final Metric GRAPHICS_ENGINE_ACTIVITY =
      perGpu(GAUGE, "gpu.dcgm.graphicsEngineActivity", Unit.PERCENT)
          .from("dcgmi dmon, field 1001")
          .says("Time in which the graphics or compute engine is busy.");
  private static final Metric SM =
      perGpu(GAUGE, "gpu.dcgm.sm", Unit.PERCENT)
          .tag("id", "activity", "occupancy")
          .from("dcgmi dmon, fields 1002, 1003")
          .says("How many multiprocessors have work, and how full of it they are.");
  private static final Metric TENSOR_CORES_UTILIZATION =
      perGpu(GAUGE, "gpu.dcgm.tensorCoresUtilization", Unit.PERCENT)
          .from("dcgmi dmon, field 1004")
          .says("Time in which the tensor cores are busy.");
  private static final Metric MEMORY_BANDWIDTH_UTILIZATION =
      perGpu(GAUGE, "gpu.dcgm.memoryBandwidthUtilization", Unit.PERCENT)
          .from("dcgmi dmon, field 1005")
          .says("Time in which data moves to or from the memory of the GPU.");
  private static final Metric PIPE_UTILIZATION =
      perGpu(GAUGE, "gpu.dcgm.pipeUtilization", Unit.PERCENT)
          .tag("id", "fp32", "fp16")
          .from("dcgmi dmon, fields 1007, 1008")
          .says("Time in which the pipes for numbers of 32 and 16 bits are busy.");
  private static final Metric PCIE_BYTES =
      perGpu(COUNTER, "gpu.dcgm.pcie.bytes", Unit.BYTES)
          .tag("id", "out", "in")
          .from("dcgmi dmon, fields 1009, 1010 x elapsed time")
          .says("Data that the GPU sent and received over PCIe.");
  private static final Metric NVLINK_BYTES =
      perGpu(COUNTER, "gpu.dcgm.nvlink.bytes", Unit.BYTES)
          .tag("id", "out", "in")
          .from("dcgmi dmon, fields 1011, 1012 x elapsed time")
          .says("Data that the GPU sent and received over NVLink.");

  static final List<Metric> METRICS =
      List.of(
          GRAPHICS_ENGINE_ACTIVITY,
          SM,
          TENSOR_CORES_UTILIZATION,
          MEMORY_BANDWIDTH_UTILIZATION,
          PIPE_UTILIZATION,
          PCIE_BYTES,
          NVLINK_BYTES);

  private static final String NVIDIA = "nvidia";

  private final Gauge graphicsEngineActivity;
  private final Gauge smActivity;
  private final Gauge smOccupancy;
  private final Gauge tensorCoresUtilization;
  private final Gauge memoryBandwidthUtilization;
  private final Gauge fp32;
  private final Gauge fp16;
  private final Counter pcieOut;
  private final Counter pcieIn;
  private final Counter nvlinkOut;
  private final Counter nvlinkIn;

  DcgmMeters(Meters meters, String gpu) {
    graphicsEngineActivity = meters.gauge(GRAPHICS_ENGINE_ACTIVITY, NVIDIA, gpu);
    smActivity = meters.gauge(SM, NVIDIA, gpu, "activity");
    smOccupancy = meters.gauge(SM, NVIDIA, gpu, "occupancy");
    tensorCoresUtilization = meters.gauge(TENSOR_CORES_UTILIZATION, NVIDIA, gpu);
    memoryBandwidthUtilization = meters.gauge(MEMORY_BANDWIDTH_UTILIZATION, NVIDIA, gpu);
    fp32 = meters.gauge(PIPE_UTILIZATION, NVIDIA, gpu, "fp32");
    fp16 = meters.gauge(PIPE_UTILIZATION, NVIDIA, gpu, "fp16");
    pcieOut = meters.counter(PCIE_BYTES, NVIDIA, gpu, "out");
    pcieIn = meters.counter(PCIE_BYTES, NVIDIA, gpu, "in");
    nvlinkOut = meters.counter(NVLINK_BYTES, NVIDIA, gpu, "out");
    nvlinkIn = meters.counter(NVLINK_BYTES, NVIDIA, gpu, "in");
  }

  /**
   * Reports a reading.
   *
   * @param gpu the GPU of these meters
   * @param seconds the time since the reading before; empty for the first one
   */
  void report(DcgmReading.Gpu gpu, OptionalDouble seconds) {
    share(graphicsEngineActivity, gpu.value(DcgmField.GRAPHICS_ENGINE_ACTIVE));
    share(smActivity, gpu.value(DcgmField.SM_ACTIVE));
    share(smOccupancy, gpu.value(DcgmField.SM_OCCUPANCY));
    share(tensorCoresUtilization, gpu.value(DcgmField.TENSOR_ACTIVE));
    share(memoryBandwidthUtilization, gpu.value(DcgmField.DRAM_ACTIVE));
    share(fp32, gpu.value(DcgmField.FP32_ACTIVE));
    share(fp16, gpu.value(DcgmField.FP16_ACTIVE));
    if (seconds.isPresent()) {
      double elapsed = seconds.getAsDouble();
      rate(pcieOut, gpu.value(DcgmField.PCIE_SENT), elapsed);
      rate(pcieIn, gpu.value(DcgmField.PCIE_RECEIVED), elapsed);
      rate(nvlinkOut, gpu.value(DcgmField.NVLINK_SENT), elapsed);
      rate(nvlinkIn, gpu.value(DcgmField.NVLINK_RECEIVED), elapsed);
    }
  }

  private static void share(Gauge gauge, OptionalDouble share) {
    share.ifPresent(value -> gauge.set(value * 100));
  }

  private static void rate(Counter counter, OptionalDouble bytesPerSecond, double seconds) {
    bytesPerSecond.ifPresent(rate -> counter.add(rate * seconds));
  }

  private static Metric perGpu(Kind kind, String name, Unit unit) {
    return Metric.of(kind, name, unit).tag("provider", NVIDIA).tag("gpu");
  }
}
