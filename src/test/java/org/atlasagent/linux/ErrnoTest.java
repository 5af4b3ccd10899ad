package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrnoTest {
  @Test
  void namesWhatHeaderFilesName() {
    assertThat(Errno.of(2)).hasToString("ENOENT");
    assertThat(Errno.of(11)).hasToString("EAGAIN");
    assertThat(Errno.of(13)).hasToString("EACCES");
    assertThat(Errno.of(38)).hasToString("ENOSYS");
    assertThat(Errno.of(71)).hasToString("EPROTO");
    assertThat(Errno.of(95)).hasToString("EOPNOTSUPP");
    assertThat(Errno.of(107)).hasToString("ENOTCONN");
    assertThat(Errno.of(111)).hasToString("ECONNREFUSED");
    assertThat(Errno.of(133)).hasToString("EHWPOISON");
  }

  @Test
  void givesTheNumberWhereThereIsNoName() {
    assertThat(Errno.of(41)).hasToString("errno 41");
    assertThat(Errno.of(524)).hasToString("errno 524");
    assertThat(Errno.of(-1)).hasToString("errno -1");
  }

  @Test
  void sharesTheKnownOnes() {
    assertThat(Errno.of(111)).isSameAs(Errno.ECONNREFUSED);
    assertThat(Errno.of(524)).isEqualTo(Errno.of(524));
  }

  @Test
  void onlyZeroIsSuccess() {
    assertThat(Errno.NONE.failed()).isFalse();
    assertThat(Errno.of(1).failed()).isTrue();
  }

  @Test
  void anExceptionGivesCallErrnoAndObject() {
    assertThat(new LinuxException("connect", Errno.ECONNREFUSED, "/run/a.unix"))
        .hasMessage("connect: ECONNREFUSED (/run/a.unix)");
  }
}
