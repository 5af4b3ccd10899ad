package org.atlasagent.web;

import org.atlasagent.receiver.History;
import org.atlasagent.receiver.Steps;

/** The past of some series as JSON. */
final class HistoryJson {
  private HistoryJson() {}

  static String write(History history) {
    StringBuilder json = new StringBuilder(1024);
    json.append("{\"step\":").append(Steps.SECONDS);
    json.append(",\"first\":").append(history.first());
    json.append(",\"last\":").append(history.last());
    json.append(",\"ageMillis\":").append(history.ageMillis());
    json.append(",\"lines\":[");
    String between = "";
    for (History.Line line : history.lines()) {
      json.append(between).append("{\"n\":").append(line.number()).append(",\"s\":");
      JsonText.quoted(json, line.statistic().title()).append(",\"v\":[");
      for (int i = 0; i < line.size(); i++) {
        JsonText.number(i == 0 ? json : json.append(','), line.value(i));
      }
      json.append("]}");
      between = ",\n";
    }
    return json.append("]}\n").toString();
  }
}
