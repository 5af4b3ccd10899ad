package org.atlasagent.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for a thread, by its rank; each rank in the order in which it was asked. */
final class RankedCalls {
  private final Reputation reputation;
  private final List<Deque<BlockingCall<?>>> byRank =
      List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());

  /** Nothing waits yet; the ranks are those of a reputation. */
  RankedCalls(Reputation reputation) {
    this.reputation = reputation;
  }

  void add(BlockingCall<?> call) {
    byRank.get(reputation.rank(call.key)).add(call);
  }

  /** Takes the first one of a rank off; null when there is none. */
  @Nullable BlockingCall<?> poll(int rank) {
    return byRank.get(rank).poll();
  }

  boolean isEmpty() {
    return byRank.stream().allMatch(Deque::isEmpty);
  }

  /** What hangs has cost others their good name. */
  void rankAgain() {
    List<BlockingCall<?>> calls = removeFrom(Reputation.TRUSTED);
    calls.forEach(this::add);
  }

  /** Takes all off that have this rank or a worse one. */
  List<BlockingCall<?>> removeFrom(int rank) {
    List<BlockingCall<?>> removed = new ArrayList<>();
    for (Deque<BlockingCall<?>> calls : byRank.subList(rank, byRank.size())) {
      removed.addAll(calls);
      calls.clear();
    }
    return removed;
  }
}
