package org.atlasagent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * On which series agent and tools agreed in one of some rounds, and what is wrong with the rest.
 */
final class TruthVerdicts {
  private final Map<String, Agreed> agreed = new TreeMap<>();
  private final Map<String, String> complaints = new TreeMap<>();

  /** The last round in which a series agreed. */
  record Agreed(TruthRow row, TruthRound round) {}

  Map<String, Agreed> agreed() {
    return agreed;
  }

  Map<String, String> complaints() {
    return complaints;
  }

  /** The rows that must be looked at again. */
  List<TruthRow> judge(List<TruthRow> rows, TruthRound round) {
    List<TruthRow> again = new ArrayList<>();
    for (TruthRow row : rows) {
      boolean all = true;
      for (String series : round.series(row)) {
        String complaint = round.complaint(row, series, 1);
        if (complaint.isEmpty()) {
          agreed.put(series, new Agreed(row, round));
          complaints.remove(series);
        } else if (!agreed.containsKey(series)) {
          complaints.put(series, complaint);
          all = false;
        }
      }
      if (!all) {
        again.add(row);
      }
    }
    return again;
  }
}
