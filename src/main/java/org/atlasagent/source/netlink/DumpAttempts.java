package org.atlasagent.source.netlink;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.atlasagent.linux.Errno;
import org.atlasagent.source.SourceException;

/** What is made of the end of a dump: an answer, a refusal, an error, or one more attempt. */
final class DumpAttempts {
  private static final int ATTEMPTS = 3;

  /**
   * What a kernel without the feature says, or who guards it: no such module, a security module, a
   * filter of system calls.
   */
  private static final Set<Errno> REFUSALS =
      Set.of(
          Errno.EPERM,
          Errno.EACCES,
          Errno.ENOENT,
          Errno.ENOSYS,
          Errno.EPROTONOSUPPORT,
          Errno.EOPNOTSUPP,
          Errno.EAFNOSUPPORT);

  private DumpAttempts() {}

  /**
   * Attempts a dump until the table stays the same meanwhile.
   *
   * @return why the kernel refuses, as {@link Netlink#dump} gives it
   */
  static Optional<String> run(DumpRequest request, Supplier<DumpReader.End> attempt) {
    for (int i = 0; i < ATTEMPTS; i++) {
      // No switch: over constants and records at once, it makes thirty classes at run time.
      DumpReader.End end = attempt.get();
      if (end instanceof DumpReader.Failure(String call, Errno errno)) {
        return Optional.of(refusal(request, call, errno));
      }
      if (end != DumpReader.Success.INTERRUPTED) {
        return Optional.empty();
      }
      // What was handed over is void; the next attempt may be luckier.
    }
    throw new SourceException(
        request.source(), "the table changed during each of " + ATTEMPTS + " attempts");
  }

  private static String refusal(DumpRequest request, String call, Errno errno) {
    if (!REFUSALS.contains(errno)) {
      throw new SourceException(request.source(), call + ": " + errno);
    }
    return request.source() + ": " + call + ": " + errno;
  }
}
