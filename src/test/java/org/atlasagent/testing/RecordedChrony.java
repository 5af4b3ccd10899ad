package org.atlasagent.testing;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.atlasagent.source.host.Chrony;
import org.atlasagent.source.host.ChronyAddress;
import org.atlasagent.source.host.ChronyChannel;
import org.atlasagent.source.host.ChronyDaemon;

/**
 * The chronyd of a recorded host, which replies with the bytes that it replied then: {@code
 * replies/chrony/COMMAND.bin}, and {@code COMMAND-NUMBER.bin} where a command takes the number of a
 * source. Only the sequence number is that of the request.
 */
final class RecordedChrony implements ChronyAddress, ChronyChannel {
  private static final int COMMAND_AT = 4;
  private static final int REQUEST_SEQUENCE_AT = 8;
  private static final int REPLY_SEQUENCE_AT = 16;
  private static final int NUMBER_AT = 20;
  private static final int SOURCE_DATA = 15;

  private final Replies replies;

  private RecordedChrony(Path root) {
    replies = new Replies(root);
  }

  static Chrony of(Path root, LongSupplier nanoClock) {
    return new ChronyDaemon(List.of(new RecordedChrony(root)), nanoClock);
  }

  @Override
  public ChronyChannel open() {
    return this;
  }

  @Override
  public Optional<byte[]> ask(byte[] request, int millis) throws IOException {
    ByteBuffer asked = ByteBuffer.wrap(request);
    int command = asked.getShort(COMMAND_AT);
    String name = command == SOURCE_DATA ? command + "-" + asked.getInt(NUMBER_AT) : "" + command;
    byte[] reply =
        replies.bytes("chrony/" + name + ".bin").orElseThrow(PortUnreachableException::new);
    ByteBuffer.wrap(reply).putInt(REPLY_SEQUENCE_AT, asked.getInt(REQUEST_SEQUENCE_AT));
    return Optional.of(reply);
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "replies/chrony";
  }
}
