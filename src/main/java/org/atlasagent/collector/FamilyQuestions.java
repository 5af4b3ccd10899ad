package org.atlasagent.collector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.atlasagent.source.netlink.Answer;
import org.atlasagent.source.netlink.IpFamily;
import org.atlasagent.source.netlink.Netlink;

/**
 * Asks the kernel over netlink about IPv4, and about IPv6 where the kernel has it. A dump takes as
 * long as its table is large, so it does not make the other collectors wait.
 *
 * @param <T> what is asked for
 */
final class FamilyQuestions<T> {
  /** What becomes of the answers. */
  interface Reporter<T> {
    /** Reports what the kernel said. */
    void report(IpFamily family, T snapshot);

    /** Reports from another source what the kernel refuses; false where there is none. */
    default boolean fallBack(IpFamily family) {
      return false;
    }
  }

  private final BlockingCalls calls;
  private final Netlink netlink;
  private final Path fileOfIpv6;
  private final BiFunction<Netlink, IpFamily, Answer<T>> question;
  private final Map<IpFamily, Outcome> outcomes = new EnumMap<>(IpFamily.class);

  /**
   * Prepares a question.
   *
   * @param wiring what the collector is made from
   * @param fileOfIpv6 the file of the network namespace that only a kernel with IPv6 has
   * @param question asks about a family; runs on a thread of its own
   */
  FamilyQuestions(
      Wiring wiring, String fileOfIpv6, BiFunction<Netlink, IpFamily, Answer<T>> question) {
    calls = wiring.calls();
    netlink = wiring.host().netlink();
    this.fileOfIpv6 = wiring.files().netPath(fileOfIpv6);
    this.question = question;
  }

  /** Asks; the outcome is that of the last answers, which may come later. */
  Outcome ask(Reporter<T> reporter) {
    ask(IpFamily.V4, reporter);
    // A kernel without IPv6 answers for it too, with nothing: a 0 would be invented.
    if (Files.exists(fileOfIpv6)) {
      ask(IpFamily.V6, reporter);
    } else {
      outcomes.remove(IpFamily.V6);
    }
    return outcome();
  }

  private Outcome outcome() {
    Outcome outcome = Outcome.COLLECTED;
    for (Outcome ofFamily : outcomes.values()) {
      if (ofFamily instanceof Outcome.Collected) {
        return ofFamily;
      }
      outcome = ofFamily;
    }
    return outcome;
  }

  private void ask(IpFamily family, Reporter<T> reporter) {
    calls.<Answer<T>>ask(
        family.title(),
        () -> question.apply(netlink, family),
        answer -> outcomes.put(family, handle(family, answer, reporter)));
  }

  private Outcome handle(IpFamily family, Answer<T> answer, Reporter<T> reporter) {
    return switch (answer) {
      case Answer.Given<T>(T snapshot) -> {
        reporter.report(family, snapshot);
        yield Outcome.COLLECTED;
      }
      case Answer.Refused<T>(String why) -> Outcome.collectedIf(reporter.fallBack(family), why);
    };
  }
}
