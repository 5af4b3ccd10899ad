package org.atlasagent.linux;

import org.jspecify.annotations.Nullable;

/**
 * Why a system call failed: errno(3). Instances of the known numbers are shared, so that a failure
 * that is expected costs no garbage.
 *
 * @param number the value of errno, the same on x86_64 and aarch64; 0 when the call succeeded
 */
public record Errno(int number) {
  /** The symbolic names by number, as in asm-generic/errno.h. */
  private static final String[] NAMES =
      """
      - EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF
      ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV
      ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE
      EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY
      ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH
      ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT
      ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT
      ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC
      ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ
      EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL
      ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS
      ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL
      EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED
      EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON
      """
          .strip()
          .replace('\n', ' ')
          .split(" ");

  private static final Errno[] KNOWN = known();

  /** The call succeeded. */
  public static final Errno NONE = of(0);

  /** Operation not permitted. */
  public static final Errno EPERM = of(1);

  /** No such file or directory. */
  public static final Errno ENOENT = of(2);

  /** No such process. */
  public static final Errno ESRCH = of(3);

  /** No such device or address. */
  public static final Errno ENXIO = of(6);

  /** No such device. */
  public static final Errno ENODEV = of(19);

  /** The kernel has no such call. */
  public static final Errno ENOSYS = of(38);

  /** The operation is not supported. */
  public static final Errno EOPNOTSUPP = of(95);

  /** Interrupted by a signal. */
  public static final Errno EINTR = of(4);

  /** The call would block. */
  public static final Errno EAGAIN = of(11);

  /** Permission denied. */
  public static final Errno EACCES = of(13);

  /** Not a directory. */
  public static final Errno ENOTDIR = of(20);

  /** A value too large. */
  public static final Errno EOVERFLOW = of(75);

  /** Message too long. */
  public static final Errno EMSGSIZE = of(90);

  /** No such protocol. */
  public static final Errno EPROTONOSUPPORT = of(93);

  /** No such address family. */
  public static final Errno EAFNOSUPPORT = of(97);

  /** No buffer space. */
  public static final Errno ENOBUFS = of(105);

  /** Not connected. */
  public static final Errno ENOTCONN = of(107);

  /** Nobody listens. */
  public static final Errno ECONNREFUSED = of(111);

  /** The reason with a number. */
  public static Errno of(int number) {
    return number >= 0 && number < KNOWN.length ? KNOWN[number] : new Errno(number);
  }

  // Sets of these are made at each start, for which Java would make ten classes.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Errno(int same) && same == number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  /** Whether the call failed. */
  public boolean failed() {
    return number != 0;
  }

  /** The symbolic name, such as {@code ECONNREFUSED}; {@code errno 524} for one without a name. */
  @Override
  public String toString() {
    return number >= 0 && number < NAMES.length && !NAMES[number].equals("-")
        ? NAMES[number]
        : "errno " + number;
  }

  private static Errno[] known() {
    Errno[] known = new Errno[NAMES.length];
    for (int number = 0; number < known.length; number++) {
      known[number] = new Errno(number);
    }
    return known;
  }
}
