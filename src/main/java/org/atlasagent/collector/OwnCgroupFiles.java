package org.atlasagent.collector;

import java.util.Optional;
import java.util.function.Function;
import org.atlasagent.source.PerRound;
import org.atlasagent.source.cgroup.CgroupDirectory;
import org.jspecify.annotations.Nullable;

/**
 * What a collector keeps about the cgroup in which the agent runs. The cgroup is looked for at
 * first and then each minute; another one is another identity, for which everything is made anew.
 *
 * @param <C> what is kept: files, meters and the samples before
 */
final class OwnCgroupFiles<C> {
  private final PerRound<String> location;
  private final Function<String, CgroupDirectory> open;
  private final Function<CgroupDirectory, C> make;
  private final Outcome missing;
  private boolean sought;
  private Optional<String> path = Optional.empty();
  private @Nullable CgroupDirectory directory;
  private Optional<C> kept = Optional.empty();

  /**
   * Looks for nothing yet.
   *
   * @param wiring where the cgroup is
   * @param make makes what is kept about a cgroup
   */
  OwnCgroupFiles(Wiring wiring, Function<CgroupDirectory, C> make) {
    location = wiring.sources().ownCgroup();
    open = path -> new CgroupDirectory(wiring.files(), path);
    this.make = make;
    missing =
        Outcome.noData(
            wiring.files().procPath("self/cgroup")
                + ": names no cgroup of version 2 that is mounted");
  }

  /** What is kept about the cgroup; empty where there is none. */
  Optional<C> get(Due due) {
    if (due.minute() || !sought) {
      Optional<String> found = location.get();
      sought = true;
      if (!found.equals(path)) {
        moveTo(found);
      }
    }
    return kept;
  }

  /** The outcome where there is no cgroup. */
  Outcome missing() {
    return missing;
  }

  private void moveTo(Optional<String> found) {
    if (directory != null) {
      directory.close();
      directory = null;
    }
    kept = Optional.empty();
    path = found;
    if (found.isPresent()) {
      CgroupDirectory opened = open.apply(found.get());
      directory = opened;
      kept = Optional.of(make.apply(opened));
    }
  }
}
