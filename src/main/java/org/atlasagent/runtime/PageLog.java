package org.atlasagent.runtime;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.atlasagent.web.RequestListener;

/**
 * Says once what goes wrong with requests for the page, and that it is over when a request is
 * answered after a minute without another failure. Nothing that a client sent becomes a part of it.
 */
final class PageLog implements RequestListener {
  private static final long OVER_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Clock clock;
  private final Log log;
  private final Set<Failure> said = EnumSet.noneOf(Failure.class);
  private long lastFailure;

  PageLog(Clock clock, Log log) {
    this.clock = clock;
    this.log = log;
  }

  @Override
  public synchronized void served() {
    if (!said.isEmpty() && clock.nanos() - lastFailure > OVER_NANOS) {
      said.clear();
      log.info("page: all requests are answered again");
    }
  }

  @Override
  public synchronized void failed(Failure failure) {
    lastFailure = clock.nanos();
    if (!said.add(failure)) {
      return;
    }
    switch (failure) {
      case REFUSED ->
          log.info("page: requests are refused: for another host's name, or not understood");
      case BUSY -> log.warn("page: requests are cut off: there are too many at once");
      case LEFT -> log.info("page: a client left before it had its answer, or took it too slowly");
    }
  }
}
