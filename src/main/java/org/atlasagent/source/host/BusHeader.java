package org.atlasagent.source.host;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The header of a message that came over a bus. See the D-Bus specification, "Message Format".
 *
 * @param type what kind of message it is
 * @param replySerial the number of the call that it answers
 * @param errorName which error it tells of
 * @param signature the types of the values in its body; empty when there are none
 */
record BusHeader(int type, OptionalLong replySerial, Optional<String> errorName, String signature) {
  /** The {@link #type} of an answer. */
  static final int ANSWER = 2;

  /** The {@link #type} of the answer that a call failed. */
  static final int ERROR = 3;

  private static final int VERSION = 1;
  private static final int FIXED_BYTES = 16;
  private static final int ALIGNMENT = 8;
  private static final int FIELD_ERROR_NAME = 4;
  private static final int FIELD_REPLY_SERIAL = 5;
  private static final int FIELD_SIGNATURE = 8;

  /** Reads the header of the next message, up to the beginning of its body. */
  static BusHeader read(BusInput input) throws IOException {
    input.begin(FIXED_BYTES);
    input.order(
        switch (input.octet()) {
          case 'l' -> ByteOrder.LITTLE_ENDIAN;
          case 'B' -> ByteOrder.BIG_ENDIAN;
          default -> throw new ProtocolException("no message of D-Bus");
        });
    int type = input.octet();
    input.octet(); // flags
    if (input.octet() != VERSION) {
      throw new ProtocolException("a message of another version of D-Bus");
    }
    long bodyBytes = input.number();
    input.number(); // serial
    long fieldsEnd = input.number() + FIXED_BYTES;
    input.extend(fieldsEnd - FIXED_BYTES);
    BusHeader header = fields(input, type, fieldsEnd);
    input.extend((-fieldsEnd & (ALIGNMENT - 1)) + bodyBytes);
    input.align(ALIGNMENT);
    return header;
  }

  private static BusHeader fields(BusInput input, int type, long fieldsEnd) throws IOException {
    OptionalLong replySerial = OptionalLong.empty();
    Optional<String> errorName = Optional.empty();
    String signature = "";
    while (input.position() < fieldsEnd) {
      input.align(ALIGNMENT);
      int field = input.octet();
      String typeOfField = input.signature();
      switch (typeOfField) {
        case "s" -> {
          if (field == FIELD_ERROR_NAME) {
            errorName = Optional.of(input.text());
          } else {
            input.skipText();
          }
        }
        case "o" -> input.skipText();
        case "g" -> {
          String found = input.signature();
          signature = field == FIELD_SIGNATURE ? found : signature;
        }
        case "u" -> {
          long found = input.number();
          replySerial = field == FIELD_REPLY_SERIAL ? OptionalLong.of(found) : replySerial;
        }
        default -> throw new ProtocolException("a header field of type " + typeOfField);
      }
    }
    return new BusHeader(type, replySerial, errorName, signature);
  }
}
