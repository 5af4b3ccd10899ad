package org.atlasagent.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.collector.Remarks;

/**
 * What the log says of the things that one collector watches: each change of one of them once.
 * Keeps those that were ever remarked on, of which there is a bound.
 */
final class RemarkLog implements Remarks {
  /** Sixteen GPUs that lack six things each. */
  private static final int MOST = 100;

  private final String collector;
  private final Log log;
  private final long periodNanos;
  private final Clock clock;
  private final Map<String, Thing> things = new LinkedHashMap<>();
  private boolean boundNamed;

  /**
   * A remark that stands at present.
   *
   * @param fault whether something is broken, and not only absent
   * @param text what is remarked on and the remark, without control characters
   */
  record Remark(boolean fault, String text) {}

  private final class Thing {
    final StateLog<Optional<Remark>> states;
    Optional<Remark> now = Optional.empty();

    Thing(String name) {
      states =
          new StateLog<>(
              Optional.empty(), periodNanos, remark -> RemarkLog.this.write(name, remark));
    }

    void update(Optional<Remark> remark) {
      now = remark;
      states.update(remark, clock.nanos());
    }
  }

  /**
   * The log of a collector's remarks.
   *
   * @param collector its name
   * @param log where the lines go
   * @param periodNanos the shortest time between two lines about the same thing
   * @param clock the time
   */
  RemarkLog(String collector, Log log, long periodNanos, Clock clock) {
    this.collector = collector;
    this.log = log;
    this.periodNanos = periodNanos;
    this.clock = clock;
  }

  /** The remarks that stand, in the order in which their things were first remarked on. */
  List<Remark> standing() {
    List<Remark> standing = new ArrayList<>();
    things.values().forEach(thing -> thing.now.ifPresent(standing::add));
    return standing;
  }

  @Override
  public void fine(String thing) {
    Thing known = things.get(thing);
    if (known != null) {
      known.update(Optional.empty());
    }
  }

  @Override
  public void absent(String thing, String why) {
    remark(thing, why, false);
  }

  @Override
  public void faulty(String thing, String what) {
    remark(thing, what, true);
  }

  private void remark(String thing, String text, boolean fault) {
    if (!things.containsKey(thing) && !makeRoom()) {
      return;
    }
    things
        .computeIfAbsent(thing, Thing::new)
        .update(Optional.of(new Remark(fault, Log.printable(thing + ": " + text))));
  }

  /** Makes room for one more: first goes what is fine. */
  private boolean makeRoom() {
    if (things.size() >= MOST) {
      things.values().removeIf(thing -> thing.now.isEmpty());
    }
    if (things.size() < MOST) {
      return true;
    }
    if (!boundNamed) {
      boundNamed = true;
      log.warn(collector + ": more than " + MOST + " remarks; the others are left out");
    }
    return false;
  }

  private void write(String thing, Optional<Remark> remark) {
    if (remark.isEmpty()) {
      log.info(collector + ": " + thing + ": works again");
    } else if (remark.get().fault()) {
      log.warn(collector + ": " + remark.get().text());
    } else {
      log.info(collector + ": " + remark.get().text());
    }
  }
}
