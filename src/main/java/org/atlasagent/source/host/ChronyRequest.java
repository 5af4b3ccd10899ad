package org.atlasagent.source.host;

import java.nio.ByteBuffer;

/**
 * Requests of chronyd's command protocol, version 6, in network byte order: a head of 20 bytes,
 * then what the command takes. A request is as long as its reply at least, filled with zeros:
 * chronyd refuses shorter ones, as it does not want to serve for amplification.
 */
final class ChronyRequest {
  static final int VERSION = 6;

  /** How many sources there are. */
  static final int N_SOURCES = 14;

  /** What is known about one source. */
  static final int SOURCE_DATA = 15;

  private static final byte REQUEST = 1;
  private static final int COMMAND_AT = 4;
  private static final int SEQUENCE_AT = 8;
  private static final int HEAD = 20;

  private ChronyRequest() {}

  static byte[] numberOfSources(int sequence) {
    return request(N_SOURCES, sequence, ChronyReply.N_SOURCES_LENGTH).array();
  }

  /** Asks for the source with this number, from 0. */
  static byte[] sourceData(int sequence, int source) {
    return request(SOURCE_DATA, sequence, ChronyReply.SOURCE_DATA_LENGTH)
        .putInt(HEAD, source)
        .array();
  }

  private static ByteBuffer request(int command, int sequence, int length) {
    return ByteBuffer.allocate(length)
        .put(0, (byte) VERSION)
        .put(1, REQUEST)
        .putShort(COMMAND_AT, (short) command)
        .putInt(SEQUENCE_AT, sequence);
  }
}
