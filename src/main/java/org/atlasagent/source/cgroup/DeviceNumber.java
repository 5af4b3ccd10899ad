package org.atlasagent.source.cgroup;

import org.atlasagent.source.Fields;

/**
 * The number by which the kernel knows a block device, such as {@code 259:0}.
 *
 * @param major its class
 * @param minor the device within the class
 */
public record DeviceNumber(long major, long minor) {
  static DeviceNumber parse(Fields fields) {
    return new DeviceNumber(fields.numberUntil(':'), fields.number());
  }
}
