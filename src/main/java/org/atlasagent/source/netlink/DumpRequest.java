package org.atlasagent.source.netlink;

/** A question for all entries of one table of the kernel, as it is sent. */
public final class DumpRequest {
  /** The kernel's subsystem that answers. */
  enum Protocol {
    /** Sockets: sock_diag(7). */
    SOCK_DIAG,
    /** Links, addresses, routes and neighbours: rtnetlink(7). */
    ROUTE
  }

  static final int HEADER_BYTES = 16;

  private static final int NLM_F_REQUEST = 1;
  private static final int NLM_F_DUMP = 0x300;

  private static final int SOCK_DIAG_BY_FAMILY = 20;
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_NEWADDR = 20;
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_NEWNEIGH = 28;

  /** The request for a table is numbered two after the entries that come as its answer. */
  private static final int NEW_TO_GET = 2;

  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_UDP = 17;

  /**
   * All states that the files of proc show: bits 1 to 11. Bit 13 would add sockets that are only
   * bound. Requests for a connection come with bit 3, SYN_RECV.
   */
  private static final int ALL_STATES = 0xfff;

  private static final int WITHOUT_EXTENSION = 0;

  /** Asks for INET_DIAG_SKMEMINFO. */
  private static final int WITH_MEMORY = 1 << (InetDiagMessage.SKMEMINFO - 1);

  private static final int INET_DIAG_REQUEST_BYTES = 56;
  private static final int LINK_REQUEST_BYTES = 16;
  private static final int ADDRESS_REQUEST_BYTES = 8;
  private static final int ROUTE_REQUEST_BYTES = 12;
  private static final int NEIGHBOR_REQUEST_BYTES = 12;

  private static final int IFLA_EXT_MASK = 29;
  private static final int RTEXT_FILTER_SKIP_STATS = 8;

  private final Protocol protocol;
  private final String title;
  private final String source;
  private final int answerType;
  private final byte[] message;

  private DumpRequest(
      Protocol protocol, String title, int requestType, int answerType, int payloadBytes) {
    this.protocol = protocol;
    this.title = title;
    source = "netlink dump of " + title;
    this.answerType = answerType;
    message = new byte[HEADER_BYTES + payloadBytes];
    NativeBytes.put32(message, 0, message.length);
    NativeBytes.put16(message, 4, requestType);
    NativeBytes.put16(message, 6, NLM_F_REQUEST | NLM_F_DUMP);
  }

  /** The TCP sockets of a family, with the memory of each. */
  static DumpRequest tcp(IpFamily family) {
    return sockets("tcp", family, IPPROTO_TCP, WITH_MEMORY);
  }

  /** The UDP sockets of a family. */
  static DumpRequest udp(IpFamily family) {
    return sockets("udp", family, IPPROTO_UDP, WITHOUT_EXTENSION);
  }

  /** The neighbours of a family. */
  static DumpRequest neighbors(IpFamily family) {
    return table("neighbors", family, RTM_NEWNEIGH, NEIGHBOR_REQUEST_BYTES);
  }

  /** The addresses of a family. */
  static DumpRequest addresses(IpFamily family) {
    return table("addresses", family, RTM_NEWADDR, ADDRESS_REQUEST_BYTES);
  }

  /** The routes of a family, of all tables. */
  static DumpRequest routes(IpFamily family) {
    return table("routes", family, RTM_NEWROUTE, ROUTE_REQUEST_BYTES);
  }

  /** The network interfaces, without their counters. */
  static DumpRequest links() {
    DumpRequest request =
        new DumpRequest(
            Protocol.ROUTE,
            "links",
            RTM_NEWLINK + NEW_TO_GET,
            RTM_NEWLINK,
            LINK_REQUEST_BYTES + Attributes.HEADER_BYTES + Integer.BYTES);
    int attribute = HEADER_BYTES + LINK_REQUEST_BYTES;
    NativeBytes.put16(request.message, attribute, Attributes.HEADER_BYTES + Integer.BYTES);
    NativeBytes.put16(request.message, attribute + 2, IFLA_EXT_MASK);
    NativeBytes.put32(
        request.message, attribute + Attributes.HEADER_BYTES, RTEXT_FILTER_SKIP_STATS);
    return request;
  }

  private static DumpRequest sockets(String what, IpFamily family, int ipProtocol, int extension) {
    DumpRequest request =
        new DumpRequest(
            Protocol.SOCK_DIAG,
            what + " " + family.title(),
            SOCK_DIAG_BY_FAMILY,
            SOCK_DIAG_BY_FAMILY,
            INET_DIAG_REQUEST_BYTES);
    request.message[HEADER_BYTES] = (byte) family.code();
    request.message[HEADER_BYTES + 1] = (byte) ipProtocol;
    request.message[HEADER_BYTES + 2] = (byte) extension;
    NativeBytes.put32(request.message, HEADER_BYTES + 4, ALL_STATES);
    return request;
  }

  private static DumpRequest table(String what, IpFamily family, int newType, int payloadBytes) {
    DumpRequest request =
        new DumpRequest(
            Protocol.ROUTE,
            what + " " + family.title(),
            newType + NEW_TO_GET,
            newType,
            payloadBytes);
    request.message[HEADER_BYTES] = (byte) family.code();
    return request;
  }

  Protocol protocol() {
    return protocol;
  }

  /** What is asked for, such as {@code tcp v4}. */
  String title() {
    return title;
  }

  /** The source as messages give it. */
  String source() {
    return source;
  }

  /** The type of message in which the entries come. */
  int answerType() {
    return answerType;
  }

  /** The request with a sequence number, which its answers repeat. */
  byte[] message(int sequence) {
    byte[] numbered = message.clone();
    NativeBytes.put32(numbered, 8, sequence);
    return numbered;
  }
}
