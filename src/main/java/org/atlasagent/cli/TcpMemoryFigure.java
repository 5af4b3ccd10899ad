package org.atlasagent.cli;

import java.util.OptionalLong;
import org.atlasagent.runtime.TcpMemoryResult;
import org.atlasagent.source.netlink.SocketMemory;

/** A sum over TCP sockets, with the name under which all formats show it. */
enum TcpMemoryFigure {
  SOCKETS("sockets"),
  WITH_MEMORY("withMemory"),
  RECEIVE("receive"),
  SEND("send"),
  FORWARD_ALLOC("forwardAlloc"),
  SEND_QUEUED("sendQueued"),
  OPTION("option"),
  BACKLOG("backlog"),
  CHARGED("charged");

  private final String title;

  TcpMemoryFigure(String title) {
    this.title = title;
  }

  /** The name, also the key in JSON. */
  String title() {
    return title;
  }

  /** The figure; empty where this kernel does not tell it. */
  OptionalLong of(TcpMemoryResult.Sums sums) {
    return switch (this) {
      case SOCKETS -> OptionalLong.of(sums.sockets());
      case WITH_MEMORY -> OptionalLong.of(sums.withMemory());
      case RECEIVE -> sums.memory(SocketMemory.RECEIVE);
      case SEND -> sums.memory(SocketMemory.SEND);
      case FORWARD_ALLOC -> sums.memory(SocketMemory.FORWARD_ALLOC);
      case SEND_QUEUED -> sums.memory(SocketMemory.SEND_QUEUED);
      case OPTION -> sums.memory(SocketMemory.OPTION);
      case BACKLOG -> sums.memory(SocketMemory.BACKLOG);
      case CHARGED -> sums.charged();
    };
  }
}
