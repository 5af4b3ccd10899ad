package org.atlasagent.source.host;

import java.util.List;
import java.util.OptionalInt;

/**
 * What became of a question to the metadata service. Nothing in it is secret: of the token and the
 * credentials only the two times are kept.
 *
 * @param calls the calls in their order; the first that failed is the last one
 * @param result what was learned
 */
public record MetadataReply(List<Call> calls, Result result) {
  public MetadataReply {
    calls = List.copyOf(calls);
  }

  /**
   * An HTTP call.
   *
   * @param method the method of the request
   * @param path the path of the request
   * @param end how it ended
   * @param status the status of the response; empty where none came in full
   * @param nanos how long it took
   */
  public record Call(String method, String path, End end, OptionalInt status, long nanos) {}

  /** How a call ended. */
  public enum End {
    /** With a response that means success. */
    ANSWERED,
    /** With a response that means something else. */
    REFUSED,
    /** Nobody listens, or there is no way to there. */
    NOT_CONNECTED,
    /** No connection, or no answer, in time. */
    TIMED_OUT,
    /** The answer is too long, broke off, or is none of HTTP. */
    BROKEN
  }

  /** What was learned. */
  public sealed interface Result {
    /**
     * There are credentials; all times in milliseconds since 1970.
     *
     * @param readMillis when they were read
     * @param lastUpdatedMillis since when there are these
     * @param expirationMillis how long they can be used
     */
    record Credentials(long readMillis, long lastUpdatedMillis, long expirationMillis)
        implements Result {}

    /** The instance has no role, and so no credentials. */
    record NoRole() implements Result {}

    /**
     * It is not known whether there are credentials.
     *
     * @param url what was asked
     * @param problem why there is no answer
     */
    record Unknown(String url, String problem) implements Result {}

    /**
     * There is a role, but the service does not give credentials for it.
     *
     * @param url what was asked
     * @param problem what is wrong with the answer
     */
    record Unusable(String url, String problem) implements Result {}
  }
}
