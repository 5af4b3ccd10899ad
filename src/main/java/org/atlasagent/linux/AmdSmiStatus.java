package org.atlasagent.linux;

/** The values of amdsmi_status_t that are no failure. */
final class AmdSmiStatus {
  private static final int SUCCESS = 0;
  private static final int NOT_SUPPORTED = 2;
  private static final int NOT_YET_IMPLEMENTED = 3;
  private static final int FILE_ERROR = 14;
  private static final int NOT_FOUND = 31;
  private static final int DRIVER_NOT_LOADED = 34;
  private static final int NO_DATA = 40;

  private AmdSmiStatus() {}

  /** What a status means. */
  static DeviceAnswer answer(String function, int status) {
    return switch (status) {
      case SUCCESS -> DeviceAnswer.TOLD;
      case NOT_SUPPORTED, NOT_YET_IMPLEMENTED -> DeviceAnswer.NOT_SUPPORTED;
      case FILE_ERROR -> DeviceAnswer.UNREADABLE;
      case NOT_FOUND -> DeviceAnswer.NOT_FOUND;
      case DRIVER_NOT_LOADED -> DeviceAnswer.NO_DRIVER;
      case NO_DATA -> DeviceAnswer.NO_DATA;
      default -> throw new LibraryException(function, status);
    };
  }
}
