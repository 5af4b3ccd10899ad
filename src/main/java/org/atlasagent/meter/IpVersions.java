package org.atlasagent.meter;

/** Which IP versions a metric covers. */
public enum IpVersions {
  /** The metric has nothing to do with IP. */
  NOT_IP("-"),
  /** One series for each version, told apart by the tag proto. */
  SPLIT("v4 and v6, split by proto"),
  /** The kernel keeps one number for both versions. */
  ONE_NUMBER("v4 and v6, one number"),
  /** One number for everything that comes by, also for what is neither IPv4 nor IPv6. */
  ANY_PROTOCOL("not split: all protocols"),
  /** The thing that is counted exists in IPv4 only. */
  V4_ONLY("v4 only"),
  /** The thing that is counted exists in IPv6 only, or the kernel counts it there only. */
  V6_ONLY("v6 only");

  private final String title;

  IpVersions(String title) {
    this.title = title;
  }

  /** The coverage in words, as documentation shows it. */
  public String title() {
    return title;
  }
}
