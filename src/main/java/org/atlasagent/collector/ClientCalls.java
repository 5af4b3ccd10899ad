package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.PERCENTILE_TIMER;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Timer;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.host.MetadataReply.Call;
import org.atlasagent.source.host.MetadataReply.End;

/** The timers of HTTP calls that the agent makes. Each call is tried once. */
final class ClientCalls {
  static final Metric METRIC =
      Metric.of(PERCENTILE_TIMER, "ipc.client.call", Unit.SECONDS)
          .tag("ipc.endpoint")
          .tag("http.method", "PUT", "GET")
          .tag("http.status")
          .tag("ipc.attempt", "initial")
          .tag("ipc.attempt.final", "true")
          .tag("ipc.result", "success", "failure")
          .tag("ipc.status", "success", "http_error", "connection_error", "timeout", "unknown")
          .tag("owner", "spectator-cpp")
          .from("the agent's calls of the instance metadata service")
          .says("How long the calls took, and how they ended.");

  private final Meters meters;
  private final Map<Key, Timer> timers = new HashMap<>();

  ClientCalls(Meters meters) {
    this.meters = meters;
  }

  /** What tells the timers apart. */
  private record Key(String path, String method, OptionalInt status, End end) {}

  /** Reports the calls of a round; keeps the timers of these calls only. */
  void report(List<Call> calls) {
    Set<Key> seen = new HashSet<>();
    for (Call call : calls) {
      Key key = new Key(call.path(), call.method(), call.status(), call.end());
      seen.add(key);
      timers.computeIfAbsent(key, this::timer).record(call.nanos());
    }
    timers.keySet().retainAll(seen);
  }

  private Timer timer(Key key) {
    return meters.timer(
        METRIC,
        key.path(),
        key.method(),
        key.status().isPresent() ? String.valueOf(key.status().getAsInt()) : "-1",
        "initial",
        "true",
        key.end() == End.ANSWERED ? "success" : "failure",
        status(key.end()),
        "spectator-cpp");
  }

  private static String status(End end) {
    return switch (end) {
      case ANSWERED -> "success";
      case REFUSED -> "http_error";
      case NOT_CONNECTED -> "connection_error";
      case TIMED_OUT -> "timeout";
      case BROKEN -> "unknown";
    };
  }
}
