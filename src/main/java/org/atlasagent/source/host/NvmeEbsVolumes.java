package org.atlasagent.source.host;

import java.util.Optional;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.NvmeAdmin;
import org.atlasagent.source.SourceException;

/**
 * EBS volumes of this machine, read by an NVMe admin command: wants CAP_SYS_ADMIN and the right to
 * read the device.
 */
public final class NvmeEbsVolumes implements EbsVolumes {
  private static final int STATISTICS = 0xD0;
  private static final int NAMESPACE = 1;

  /** The type and code of a status, without the hints on what to do next. */
  private static final int MEANING = 0x7FF;

  private static final int INVALID_FIELD = 0x002;
  private static final int INVALID_LOG_PAGE = 0x109;

  private final EbsDevices devices;
  private final LogPages pages;

  /** The command that reads a log page: {@link NvmeAdmin#logPage}, or what a test has recorded. */
  public interface LogPages {
    /** Fills the content, unless the device refuses the command and answers with its status. */
    int read(String device, int page, int namespace, byte[] content);
  }

  /** Volumes that are read by system call. */
  public NvmeEbsVolumes(EbsDevices devices) {
    this(devices, NvmeAdmin::logPage);
  }

  /** Volumes whose pages come from elsewhere. */
  public NvmeEbsVolumes(EbsDevices devices, LogPages pages) {
    this.devices = devices;
    this.pages = pages;
  }

  @Override
  public EbsDevices.Found devices() {
    return devices.find();
  }

  @Override
  public Optional<EbsLogPage> read(String device) {
    byte[] content = new byte[EbsLogPage.BYTES];
    int status = ask(device, content);
    if (status != 0) {
      throw new SourceException(device, refusal(status).formatted(STATISTICS, status));
    }
    return Optional.of(EbsLogPage.parse(device, content));
  }

  /** Disks without that page complain about its number, some in general terms. */
  private static String refusal(int status) {
    int meaning = status & MEANING;
    return meaning == INVALID_FIELD || meaning == INVALID_LOG_PAGE
        ? "not an EBS volume: it has no log page 0x%x (NVMe status 0x%x)"
        : "get log page 0x%x: NVMe status 0x%x";
  }

  private int ask(String device, byte[] content) {
    try {
      return pages.read(device, STATISTICS, NAMESPACE, content);
    } catch (LinuxException failure) {
      throw new SourceException(device, failure.call() + ": " + failure.errno(), failure);
    }
  }
}
