package org.atlasagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atlasagent.linux.Errno;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.EbsDevices;
import org.atlasagent.source.host.NvmeEbsVolumes;

/**
 * The EBS volumes of a recorded host: the log page of each is {@code replies/ebs/<device>.bin}
 * below its root, without the {@code /dev/}. All that its sys shows are watched.
 */
final class RecordedEbsVolumes {
  private RecordedEbsVolumes() {}

  static NvmeEbsVolumes below(Path root, KernelFiles files) {
    Path configuration = root.resolve("etc/atlas-system-agent/conf.d");
    return new NvmeEbsVolumes(
        new EbsDevices(configuration, true, files),
        (device, page, namespace, content) -> read(root, device, content));
  }

  private static int read(Path root, String device, byte[] content) {
    Path reply = root.resolve("replies/ebs/" + device.substring("/dev/".length()) + ".bin");
    if (!Files.exists(reply)) {
      throw new LinuxException("open", Errno.ENOENT, device);
    }
    try {
      byte[] recorded = Files.readAllBytes(reply);
      System.arraycopy(recorded, 0, content, 0, recorded.length);
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
