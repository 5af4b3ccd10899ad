package org.atlasagent.web;

import java.util.Optional;

/**
 * What a request is answered with.
 *
 * @param status of HTTP
 * @param type the media type
 * @param body as it is
 * @param zipped the body as gzip, where that is worth it
 */
record Answer(int status, String type, Bytes body, Optional<Bytes> zipped) {
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
    return new Answer(
        status,
        type,
        body,
        body.bytes().length < WORTH_ZIPPING ? Optional.empty() : Optional.of(body.zipped()));
  }
}
