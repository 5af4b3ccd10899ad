package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Conversations with the running kernel, which anyone may have. */
final class NetlinkSocketTest {
  private static final int RTM_GETLINK = 18;
  private static final int REQUEST_DUMP = 0x301;

  @Test
  void receivesWhatTheKernelAnswers() {
    byte[] buffer = new byte[1 << 15];
    try (NetlinkSocket socket = new NetlinkSocket(NetlinkSocket.NETLINK_ROUTE, 1 << 15, 1)) {
      assertThat(socket.open()).isEqualTo(Errno.NONE);
      assertThat(socket.send(linksRequest(REQUEST_DUMP))).isEqualTo(Errno.NONE);

      int length = socket.receive(buffer);

      ByteBuffer answer = ByteBuffer.wrap(buffer, 0, length).order(ByteOrder.nativeOrder());
      assertThat(answer.getInt(0)).isBetween(16, length);
      assertThat(answer.getInt(8)).as("sequence").isEqualTo(77);
    }
  }

  @Test
  void saysHowLongADatagramIsThatDoesNotFit() {
    try (NetlinkSocket socket = new NetlinkSocket(NetlinkSocket.NETLINK_ROUTE, 64, 1)) {
      assertThat(socket.open()).isEqualTo(Errno.NONE);
      assertThat(socket.send(linksRequest(REQUEST_DUMP))).isEqualTo(Errno.NONE);

      assertThatThrownBy(() -> socket.receive(new byte[64]))
          .isInstanceOf(LinuxException.class)
          .hasMessageMatching(
              "recvfrom: EMSGSIZE \\(AF_NETLINK, rtnetlink, a datagram of \\d+ bytes\\)");
    }
  }

  @Test
  void doesNotWaitForEverForAnAnswer() {
    try (NetlinkSocket socket = new NetlinkSocket(NetlinkSocket.NETLINK_ROUTE, 1 << 15, 1)) {
      assertThat(socket.open()).isEqualTo(Errno.NONE);
      assertThat(socket.send(linksRequest(0))).as("what is no request").isEqualTo(Errno.NONE);

      assertThatThrownBy(() -> socket.receive(new byte[1 << 15]))
          .isInstanceOf(LinuxException.class)
          .hasMessage("recvfrom: EAGAIN (AF_NETLINK, rtnetlink)");
    }
  }

  @Test
  void saysWhyThereIsNoSuchSocket() {
    try (NetlinkSocket socket = new NetlinkSocket(31, 64, 1)) {
      assertThat(socket.open()).isEqualTo(Errno.EPROTONOSUPPORT);
    }
  }

  @Test
  void doesNotSendWhatIsTooLong() {
    try (NetlinkSocket socket = new NetlinkSocket(NetlinkSocket.NETLINK_ROUTE, 16, 1)) {
      assertThat(socket.open()).isEqualTo(Errno.NONE);
      assertThat(socket.send(linksRequest(REQUEST_DUMP))).isEqualTo(Errno.EMSGSIZE);
    }
  }

  private static byte[] linksRequest(int flags) {
    ByteBuffer request = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
    request.putInt(32).putShort((short) RTM_GETLINK).putShort((short) flags).putInt(77);
    return request.array();
  }
}
