package org.atlasagent.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atlasagent.collector.Remarks;

/** Keeps what a collector remarks. */
public final class SaidRemarks implements Remarks {
  private final Map<String, String> said = new LinkedHashMap<>();

  /** What was said since the last call, with its kind before it; of each thing the last. */
  public List<String> take() {
    List<String> taken = List.copyOf(said.values());
    said.clear();
    return taken;
  }

  @Override
  public void fine(String thing) {
    said.put(thing, "fine " + thing);
  }

  @Override
  public void absent(String thing, String why) {
    said.put(thing, "absent " + thing + ": " + why);
  }

  @Override
  public void faulty(String thing, String what) {
    said.put(thing, "faulty " + thing + ": " + what);
  }
}
