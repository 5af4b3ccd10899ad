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
      switch (attempt.get()) {
        case DumpReader.Success.COMPLETE, DumpReader.Success.STOPPED -> {
          return Optional.empty();
        }
        case DumpReader.Failure(String call, Errno errno) -> {
          return Optional.of(refusal(request, call, errno));
        }
        case DumpReader.Success.INTERRUPTED -> {
          // What was handed over is void; the next attempt may be luckier.
        }
      }
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
