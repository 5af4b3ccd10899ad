package org.atlasagent.spectatord;

/** What became of bytes that a {@link Transport} was given. */
public sealed interface Delivery {
  /** They left; whether they arrive is not known. */
  Delivery SENT = new Sent();

  /** They left; whether they arrive is not known. */
  record Sent() implements Delivery {}

  /** They are kept; {@link Transport#aftermath()} tells what becomes of them. */
  Delivery TAKEN = new Taken();

  /** They are kept; {@link Transport#aftermath()} tells what becomes of them. */
  record Taken() implements Delivery {}

  /**
   * They are lost.
   *
   * @param reason why, such as {@code connect: ENOENT (/run/spectatord/spectatord.unix)}; it stays
   *     the same for as long as the cause does
   */
  record Dropped(String reason) implements Delivery {}
}
