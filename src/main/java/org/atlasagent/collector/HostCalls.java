package org.atlasagent.collector;

import org.atlasagent.source.host.Chrony;
import org.atlasagent.source.host.EbsVolumes;
import org.atlasagent.source.host.FileSystems;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.source.host.InstanceMetadata;
import org.atlasagent.source.host.InterfaceStatistics;
import org.atlasagent.source.host.KernelClock;
import org.atlasagent.source.host.ServiceManager;
import org.atlasagent.source.netlink.Netlink;

/**
 * The answers of system calls and services that collectors need, each behind a small interface, so
 * that a recorded host answers with what was recorded; of one that is not given nothing can be
 * asked.
 */
public final class HostCalls {
  private final AgentStatistics agent;
  private final FileSystems fileSystems;
  private final Netlink netlink;
  private final KernelClock kernelClock;
  private final Chrony chrony;
  private final InterfaceStatistics interfaceStatistics;
  private final InstanceMetadata instanceMetadata;
  private final EbsVolumes ebsVolumes;
  private final ContainerLimits containerLimits;
  private final ServiceManager services;
  private final Hardware hardware;

  private HostCalls(Builder builder) {
    agent = builder.agent;
    fileSystems = builder.fileSystems;
    netlink = builder.netlink;
    kernelClock = builder.kernelClock;
    chrony = builder.chrony;
    interfaceStatistics = builder.interfaceStatistics;
    instanceMetadata = builder.instanceMetadata;
    ebsVolumes = builder.ebsVolumes;
    containerLimits = builder.containerLimits;
    services = builder.services;
    hardware = builder.hardware;
  }

  /** Starts with a host of which nothing can be asked. */
  public static Builder of(AgentStatistics agent) {
    return new Builder(agent);
  }

  /** What the runtime knows about the agent itself. */
  public AgentStatistics agent() {
    return agent;
  }

  /** Sizes of mounted file systems. */
  public FileSystems fileSystems() {
    return fileSystems;
  }

  /** The kernel's tables of sockets, neighbours, addresses and routes. */
  public Netlink netlink() {
    return netlink;
  }

  /** State of the kernel's clock. */
  public KernelClock kernelClock() {
    return kernelClock;
  }

  /** What chronyd says about its source of time. */
  public Chrony chrony() {
    return chrony;
  }

  /** What drivers of network interfaces count. */
  public InterfaceStatistics interfaceStatistics() {
    return interfaceStatistics;
  }

  /** What the cloud says about the instance. */
  public InstanceMetadata instanceMetadata() {
    return instanceMetadata;
  }

  /** What EBS volumes count. */
  public EbsVolumes ebsVolumes() {
    return ebsVolumes;
  }

  /** What the container's manager says of its size. */
  public ContainerLimits containerLimits() {
    return containerLimits;
  }

  /** What systemd says of its units. */
  public ServiceManager services() {
    return services;
  }

  /** Processors' counters and GPUs, and the programs that read them. */
  public Hardware hardware() {
    return hardware;
  }

  /** Collects what can be asked. */
  public static final class Builder {
    private final AgentStatistics agent;
    private FileSystems fileSystems = FileSystems.NONE;
    private Netlink netlink = Netlink.NONE;
    private KernelClock kernelClock = KernelClock.NONE;
    private Chrony chrony = Chrony.NONE;
    private InterfaceStatistics interfaceStatistics = InterfaceStatistics.NONE;
    private InstanceMetadata instanceMetadata = InstanceMetadata.NONE;
    private EbsVolumes ebsVolumes = EbsVolumes.NONE;
    private ContainerLimits containerLimits = ContainerLimits.NONE;
    private ServiceManager services = ServiceManager.NONE;
    private Hardware hardware = Hardware.NONE;

    private Builder(AgentStatistics agent) {
      this.agent = agent;
    }

    /** Sets {@link HostCalls#fileSystems}. */
    public Builder fileSystems(FileSystems fileSystems) {
      this.fileSystems = fileSystems;
      return this;
    }

    /** Sets {@link HostCalls#netlink}. */
    public Builder netlink(Netlink netlink) {
      this.netlink = netlink;
      return this;
    }

    /** Sets {@link HostCalls#kernelClock}. */
    public Builder kernelClock(KernelClock kernelClock) {
      this.kernelClock = kernelClock;
      return this;
    }

    /** Sets {@link HostCalls#chrony}. */
    public Builder chrony(Chrony chrony) {
      this.chrony = chrony;
      return this;
    }

    /** Sets {@link HostCalls#interfaceStatistics}. */
    public Builder interfaceStatistics(InterfaceStatistics interfaceStatistics) {
      this.interfaceStatistics = interfaceStatistics;
      return this;
    }

    /** Sets {@link HostCalls#instanceMetadata}. */
    public Builder instanceMetadata(InstanceMetadata instanceMetadata) {
      this.instanceMetadata = instanceMetadata;
      return this;
    }

    /** Sets {@link HostCalls#ebsVolumes}. */
    public Builder ebsVolumes(EbsVolumes ebsVolumes) {
      this.ebsVolumes = ebsVolumes;
      return this;
    }

    /** Sets {@link HostCalls#containerLimits}. */
    public Builder containerLimits(ContainerLimits containerLimits) {
      this.containerLimits = containerLimits;
      return this;
    }

    /** Sets {@link HostCalls#services}. */
    public Builder services(ServiceManager services) {
      this.services = services;
      return this;
    }

    /** Sets {@link HostCalls#hardware}. */
    public Builder hardware(Hardware hardware) {
      this.hardware = hardware;
      return this;
    }

    /** What can be asked. */
    public HostCalls build() {
      return new HostCalls(this);
    }
  }
}
