package org.atlasagent.spectatord;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The addresses of a host. A name is resolved by an executor, since a name server may take its
 * time, and again after failures, but not sooner than 30 s after the last time.
 */
final class Addresses {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Asks for the addresses of a name, which may take its time. */
  interface Lookup {
    /** All of them, at least one. */
    InetAddress[] all(String host) throws UnknownHostException;
  }

  private final String host;
  private final Lookup lookup;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private final boolean literal;

  /** Written by the executor's thread. */
  private volatile List<InetAddress> known;

  private volatile boolean resolving;
  private volatile String problem = "resolving host";

  private boolean asked;
  private long askedAt;

  Addresses(String host, Lookup lookup, Executor executor, LongSupplier nanoTime) {
    this.host = host;
    this.lookup = lookup;
    this.executor = executor;
    this.nanoTime = nanoTime;
    known = literal(host);
    literal = !known.isEmpty();
  }

  /** What is known now: empty until the name was resolved. */
  List<InetAddress> known() {
    return known;
  }

  /** Why no address is known. */
  String problem() {
    return problem;
  }

  /** Resolves the name, unless that is going on or was done just now. */
  void resolve() {
    long now = nanoTime.getAsLong();
    if (literal || resolving || (asked && now - askedAt < PAUSE_NANOS)) {
      return;
    }
    asked = true;
    askedAt = now;
    resolving = true;
    try {
      executor.execute(this::ask);
    } catch (RejectedExecutionException busy) {
      // Stays as it is until the next time.
      resolving = false;
    }
  }

  private void ask() {
    try {
      known = List.of(lookup.all(host));
    } catch (UnknownHostException failure) {
      // Addresses that were known stay: better a stale one than none.
      problem = "unknown host";
    } finally {
      resolving = false;
    }
  }

  private static List<InetAddress> literal(String host) {
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException name) {
      return List.of();
    }
  }
}
