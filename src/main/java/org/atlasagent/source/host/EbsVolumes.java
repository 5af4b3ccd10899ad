package org.atlasagent.source.host;

import java.util.List;
import java.util.Optional;

/** The EBS volumes that are watched, and what they count. */
public interface EbsVolumes {
  /** A machine of which nothing can be asked, such as a recorded one. */
  EbsVolumes NONE =
      new EbsVolumes() {
        @Override
        public EbsDevices.Found devices() {
          return new EbsDevices.Found(List.of(), List.of());
        }

        @Override
        public Optional<EbsLogPage> read(String device) {
          return Optional.empty();
        }
      };

  /** The devices that are to be read. Asked by the collectors' thread. */
  EbsDevices.Found devices();

  /**
   * Reads what a volume counts; may block for as long as the device does. Any thread may ask.
   *
   * @param device its path
   * @return empty when nothing can be asked here
   * @throws org.atlasagent.source.SourceException when the device is not there, may not be read, or
   *     is no EBS volume: device, call and errno
   */
  Optional<EbsLogPage> read(String device);
}
