package org.atlasagent.linux;

/**
 * A system call that failed. The message gives call, symbolic errno and object, such as {@code
 * connect: ECONNREFUSED (/run/spectatord/spectatord.unix)}.
 */
public final class LinuxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String call;
  private final transient Errno errno;

  /**
   * Describes the failure.
   *
   * @param call the function, such as {@code statvfs}
   * @param errno why it failed
   * @param object what it was called for, such as a path
   */
  public LinuxException(String call, Errno errno, String object) {
    super(describe(call, errno, object));
    this.call = call;
    this.errno = errno;
  }

  /** A failure in words, for those who handle it without an exception. */
  public static String describe(String call, Errno errno, String object) {
    return call + ": " + errno + " (" + object + ")";
  }

  /** The function that failed. */
  public String call() {
    return call;
  }

  /** Why it failed. */
  public Errno errno() {
    return errno;
  }
}
