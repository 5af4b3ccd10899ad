package org.atlasagent.receiver;

import java.util.ArrayList;
import java.util.List;
import org.atlasagent.spectatord.LineParser;
import org.jspecify.annotations.Nullable;

/**
 * The meters by kind, name and tags, found by the bytes of a line: a hash table with open
 * addressing, so that a line of a known meter makes no garbage.
 */
final class MeterTable {
  private static final int SMALLEST = 256;

  private final Capacity capacity;
  private @Nullable ReceivedMeter[] meters = new ReceivedMeter[SMALLEST];
  private int[] hashes = new int[SMALLEST];
  private int size;
  private long idBytes;
  private int nextNumber = 1;

  MeterTable(Capacity capacity) {
    this.capacity = capacity;
  }

  int size() {
    return size;
  }

  /** The meter of a line, a new one for the first; null when there is no room. */
  @Nullable ReceivedMeter find(LineParser line, int step) {
    int hash = hash(line);
    int slot = hash & (meters.length - 1);
    ReceivedMeter found = meters[slot];
    while (found != null) {
      if (hashes[slot] == hash && found.key().is(line)) {
        return found;
      }
      slot = (slot + 1) & (meters.length - 1);
      found = meters[slot];
    }
    int length = line.idTo() - line.idFrom();
    if (size == capacity.series() || idBytes + length > capacity.idBytes()) {
      return null;
    }
    ReceivedMeter added = ReceivedMeter.of(new MeterKey(line, nextNumber++), step);
    put(added, hash);
    return added;
  }

  /** All meters, in no order. */
  List<ReceivedMeter> all() {
    List<ReceivedMeter> all = new ArrayList<>(size);
    for (ReceivedMeter meter : meters) {
      if (meter != null) {
        all.add(meter);
      }
    }
    return all;
  }

  /** Ends a step in every meter, and forgets those that have expired. */
  void close(int step, Moment now, PointLog log) {
    boolean expired = false;
    for (ReceivedMeter meter : meters) {
      if (meter != null) {
        meter.close(step, now, log);
        expired |= meter.isExpired(now);
      }
    }
    if (expired) {
      rebuild(meters.length, now);
    }
  }

  private void put(ReceivedMeter meter, int hash) {
    int slot = hash & (meters.length - 1);
    while (meters[slot] != null) {
      slot = (slot + 1) & (meters.length - 1);
    }
    meters[slot] = meter;
    hashes[slot] = hash;
    size++;
    idBytes += meter.key().length();
    if (size > meters.length / 2) {
      rebuild(2 * meters.length, null);
    }
  }

  /** Enters all meters anew, but for those that have expired by a time. */
  private void rebuild(int length, @Nullable Moment now) {
    @Nullable ReceivedMeter[] before = meters;
    int[] hashesBefore = hashes;
    meters = new ReceivedMeter[length];
    hashes = new int[length];
    size = 0;
    idBytes = 0;
    for (int i = 0; i < before.length; i++) {
      ReceivedMeter meter = before[i];
      if (meter != null && (now == null || !meter.isExpired(now))) {
        put(meter, hashesBefore[i]);
      }
    }
  }

  private static int hash(LineParser line) {
    byte[] id = line.id();
    int hash = 0;
    for (int i = line.idFrom(); i < line.idTo(); i++) {
      hash = 31 * hash + id[i];
    }
    // The low bits choose the place, so the high ones are mixed in.
    return hash ^ (hash >>> 16);
  }

  /** The meter with a number; null when it is no more. */
  @Nullable ReceivedMeter numbered(int number) {
    for (ReceivedMeter meter : meters) {
      if (meter != null && meter.key().number() == number) {
        return meter;
      }
    }
    return null;
  }
}
