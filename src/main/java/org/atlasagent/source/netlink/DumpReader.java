package org.atlasagent.source.netlink;

import org.atlasagent.linux.Errno;
import org.atlasagent.source.SourceException;

/** Reads the datagrams of one dump up to its end and hands the entries to a consumer. */
final class DumpReader {
  /** Where datagrams come from: the kernel, or a recording. */
  interface Datagrams {
    /** Writes the next datagram into the buffer; its length in bytes. */
    int receive(byte[] buffer);
  }

  /** How a dump ended. */
  sealed interface End {}

  /** How a dump ended without an error. */
  enum Success implements End {
    /** All entries were handed over. */
    COMPLETE,
    /** The table changed meanwhile: entries may be missing or have come twice. */
    INTERRUPTED,
    /** The consumer wanted no more. */
    STOPPED
  }

  /**
   * The kernel did not begin the dump, or ended it.
   *
   * @param call the function that told of it
   * @param errno why
   */
  record Failure(String call, Errno errno) implements End {}

  private final DumpRequest request;
  private final int sequence;
  private final byte[] buffer;
  private final MessageConsumer consumer;
  private final NetlinkMessages messages;
  private boolean interrupted;

  /**
   * Prepares for the answers to a request.
   *
   * @param request the request
   * @param sequence its number; answers to others are passed over
   * @param buffer takes one datagram after the other
   * @param consumer takes the entries
   */
  DumpReader(DumpRequest request, int sequence, byte[] buffer, MessageConsumer consumer) {
    this.request = request;
    this.sequence = sequence;
    this.buffer = buffer;
    this.consumer = consumer;
    messages = new NetlinkMessages(request.source(), buffer);
  }

  /** Reads up to the end of the dump. */
  End read(Datagrams datagrams) {
    consumer.begin();
    interrupted = false;
    while (true) {
      messages.reset(datagrams.receive(buffer));
      while (messages.next()) {
        if (messages.sequence() != sequence) {
          continue;
        }
        interrupted |= messages.interrupted();
        int type = messages.type();
        if (type == NetlinkMessages.DONE || type == NetlinkMessages.ERROR) {
          return end();
        }
        if (type == request.answerType() && !deliver()) {
          return Success.STOPPED;
        }
        if (type != request.answerType() && type != NetlinkMessages.NOOP) {
          throw new SourceException(request.source(), "a message of type " + type);
        }
      }
    }
  }

  private boolean deliver() {
    return consumer.message(buffer, messages.payload(), messages.payloadBytes());
  }

  private End end() {
    int errno = messages.errno();
    if (errno != 0) {
      return new Failure("dump", Errno.of(errno));
    }
    return interrupted ? Success.INTERRUPTED : Success.COMPLETE;
  }
}
