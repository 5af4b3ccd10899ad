package org.atlasagent.runtime;

import java.util.Map;
import java.util.Optional;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.EbsDevices;
import org.atlasagent.source.host.EbsVolumes;
import org.atlasagent.source.host.InstanceMetadata;
import org.atlasagent.source.host.MetadataService;
import org.atlasagent.source.host.NvmeEbsVolumes;

/**
 * What is asked of the cloud of AWS: decided here, so that nothing that speaks HTTP is loaded where
 * nobody wants it. Of a recorded host nothing can be asked.
 */
final class Aws {
  private static final String ENDPOINT = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
  private static final String ENDPOINT_MODE = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";

  private Aws() {}

  static InstanceMetadata instanceMetadata(AgentConfig config, KernelFiles files, Clock clock) {
    Map<String, String> environment = config.environment();
    boolean wanted =
        config.awsCredentials() || NetflixExecutor.of(environment) != NetflixExecutor.OTHER;
    if (!wanted || !files.live()) {
      return InstanceMetadata.NONE;
    }
    return new MetadataService(
        Optional.ofNullable(environment.get(ENDPOINT)),
        Optional.ofNullable(environment.get(ENDPOINT_MODE)),
        clock::nanos,
        clock::wallMillis);
  }

  static EbsVolumes ebsVolumes(AgentConfig config, KernelFiles files) {
    return files.live()
        ? new NvmeEbsVolumes(new EbsDevices(config.confDir(), config.discoverEbs(), files))
        : EbsVolumes.NONE;
  }
}
