package org.atlasagent.web;

import java.util.Optional;

/**
 * What a request is answered with.
 *
 * @param status of HTTP
 * @param type the media type
 * @param body as it is
 * @param zipped the body as gzip, where that is worth it
 * @param vary the headers of a request on which the answer depends; none when empty
 */
record Answer(int status, String type, Bytes body, Optional<Bytes> zipped, String vary) {
  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int MISDIRECTED = 421;
  static final int UNAVAILABLE = 503;

  private static final int WORTH_ZIPPING = 1000;

  /** A text for people. */
  static Answer text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", Bytes.of(text));
  }

  /** JSON. */
  static Answer json(String text) {
    return of(OK, "application/json", Bytes.of(text));
  }

  /** Anything. */
  static Answer of(int status, String type, Bytes body) {
    return body.length().orElse(WORTH_ZIPPING) < WORTH_ZIPPING
        ? new Answer(status, type, body, Optional.empty(), "")
        : new Answer(status, type, body, Optional.of(body.zipped()), "Accept-Encoding");
  }

  /** What a source writes. It may be large, so that it is kept as gzip only. */
  static Answer large(String type, Bytes.Source source) {
    Bytes zipped = Bytes.zipped(source);
    return new Answer(OK, type, zipped.unpacked(), Optional.of(zipped), "Accept, Accept-Encoding");
  }

  /** Whether it tells a client that its request was wrong. */
  boolean isRefusal() {
    return status >= BAD_REQUEST && status < 500 && status != NOT_FOUND;
  }
}
