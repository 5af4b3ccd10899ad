package org.atlasagent.linux;

/** What the library of a device answers to a question, unless it fails. */
public enum DeviceAnswer {
  /** What was asked for. */
  TOLD,
  /** The device cannot do that. */
  NOT_SUPPORTED,
  /** The firmware of the device left it open. */
  NOT_FILLED,
  /** It is not known, now or ever. */
  NO_DATA,
  /** What was asked about was looked for in vain. */
  NOT_FOUND,
  /** A file of the driver cannot be read. */
  UNREADABLE,
  /** This version of the library has no such function. */
  NO_FUNCTION,
  /** The device fell off the bus, or became inaccessible in another way. */
  LOST,
  /** The driver is not loaded, or no longer. */
  NO_DRIVER
}
