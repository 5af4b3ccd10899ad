package org.atlasagent.source.host;

import java.nio.ByteBuffer;
import org.atlasagent.source.SourceException;

/**
 * A reply of chronyd's command protocol, version 6, in network byte order: a head of 28 bytes,
 * which must fit the request, then what was asked for.
 */
final class ChronyReply {
  /** No reply of the protocol is longer. */
  static final int LARGEST = 1024;

  private static final int HEAD = 28;
  static final int N_SOURCES_LENGTH = HEAD + 4;
  static final int SOURCE_DATA_LENGTH = HEAD + 48;

  private static final int TYPE_AT = 1;
  private static final int COMMAND_AT = 4;
  private static final int REPLY_AT = 6;
  private static final int STATUS_AT = 8;
  private static final int SEQUENCE_AT = 16;

  private static final int REPLY = 2;
  private static final int REPLY_N_SOURCES = 2;
  private static final int REPLY_SOURCE_DATA = 3;
  private static final int SUCCESS = 0;
  private static final int NO_SUCH_SOURCE = 4;

  /** Behind the source's address (20 bytes), polling interval and stratum (2 each). */
  private static final int STATE_AT = HEAD + 24;

  /** Behind state, mode, flags and reachability (2 each). */
  private static final int SAMPLE_AGE_AT = HEAD + 32;

  private static final int SELECTED = 0;

  /** The age of a sample that was never taken. */
  private static final long NEVER = 0xffff_ffffL;

  private final ByteBuffer bytes;
  private final String from;

  private ChronyReply(ByteBuffer bytes, String from) {
    this.bytes = bytes;
    this.from = from;
  }

  /** The number of sources. */
  static long numberOfSources(byte[] reply, int sequence, String from) {
    ChronyReply checked = checked(reply, ChronyRequest.N_SOURCES, sequence, from);
    checked.requireSuccess(REPLY_N_SOURCES, N_SOURCES_LENGTH);
    return Integer.toUnsignedLong(checked.bytes.getInt(HEAD));
  }

  /** What is known about one source. */
  static Source sourceData(byte[] reply, int sequence, String from) {
    ChronyReply checked = checked(reply, ChronyRequest.SOURCE_DATA, sequence, from);
    // It went away since the sources were counted.
    if (checked.unsigned16(STATUS_AT) == NO_SUCH_SOURCE) {
      return Source.GONE;
    }
    checked.requireSuccess(REPLY_SOURCE_DATA, SOURCE_DATA_LENGTH);
    return new Source(
        checked.unsigned16(STATE_AT) == SELECTED,
        Integer.toUnsignedLong(checked.bytes.getInt(SAMPLE_AGE_AT)));
  }

  /**
   * A source of time.
   *
   * @param selected whether chronyd follows it
   * @param sampleAgeSeconds how long ago its last sample was taken; 2^32-1 when there is none
   */
  record Source(boolean selected, long sampleAgeSeconds) {
    static final Source GONE = new Source(false, NEVER);

    boolean hasSample() {
      return sampleAgeSeconds != NEVER;
    }
  }

  private static ChronyReply checked(byte[] reply, int command, int sequence, String from) {
    ChronyReply checked = new ChronyReply(ByteBuffer.wrap(reply), from);
    checked.require("bytes", Math.min(reply.length, HEAD), HEAD);
    checked.require("version", reply[0], ChronyRequest.VERSION);
    checked.require("type", reply[TYPE_AT], REPLY);
    checked.require("command", checked.unsigned16(COMMAND_AT), command);
    checked.require("sequence number", checked.bytes.getInt(SEQUENCE_AT), sequence);
    return checked;
  }

  private void requireSuccess(int reply, int length) {
    require("status", unsigned16(STATUS_AT), SUCCESS);
    require("kind of reply", unsigned16(REPLY_AT), reply);
    require("bytes", bytes.capacity(), length);
  }

  private void require(String what, int found, int wanted) {
    if (found != wanted) {
      throw new SourceException(
          from, "not a reply of chronyd: %s %d, not %d".formatted(what, found, wanted));
    }
  }

  private int unsigned16(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }
}
