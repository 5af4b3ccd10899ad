package org.atlasagent.source.sysfs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;

/**
 * The clock frequencies of the processors: {@code /sys/devices/system/cpu/cpufreq/policy*}. See the
 * kernel's documentation of CPUFreq. Most virtual machines have none.
 *
 * <p>Up to 192 policies are read every second, so the files are kept open, and the directory is
 * listed only when told to, or when processors went on or off line, or when a file went away.
 */
public final class CpuFrequencies {
  private static final String DIRECTORY = "devices/system/cpu/cpufreq";

  private final KernelFiles files;
  private final Path directory;
  private final KernelFile online;
  private final List<FrequencyPolicy> policies = new ArrayList<>();
  private long hashOfOnline;
  private boolean stale = true;

  /** Nothing is read yet. */
  public CpuFrequencies(KernelFiles files) {
    this.files = files;
    directory = files.sysPath(DIRECTORY);
    online = files.sys("devices/system/cpu/online");
  }

  /** Where the policies are, for messages. */
  public String path() {
    return directory.toString();
  }

  /** Lists the policies anew with the next reading. */
  public void expectChange() {
    stale = true;
  }

  /**
   * Reads all policies. One with a file that is absent or cannot be read is left out, until the
   * directory is listed anew.
   *
   * @return those that could be read; kept, and changed by the next reading
   */
  public List<FrequencyPolicy> read() {
    if (onlineChanged() || stale) {
      list();
      stale = false;
    }
    int kept = 0;
    for (int i = 0; i < policies.size(); i++) {
      FrequencyPolicy policy = policies.get(i);
      boolean known = policy.known();
      if (policy.read()) {
        policies.set(kept++, policy);
      } else {
        policy.close();
        // What never could be read is no change: no listing each second because of it.
        stale |= known;
      }
    }
    if (kept < policies.size()) {
      policies.subList(kept, policies.size()).clear();
    }
    return policies;
  }

  private boolean onlineChanged() {
    Optional<Fields> fields = online.read();
    long hash = fields.isPresent() ? fields.get().hash() : 0;
    boolean changed = hash != hashOfOnline;
    hashOfOnline = hash;
    return changed;
  }

  private void list() {
    Map<String, FrequencyPolicy> before = new HashMap<>();
    policies.forEach(policy -> before.put(policy.name(), policy));
    policies.clear();
    for (String name : KernelFiles.list(directory).orElseGet(() -> new String[0])) {
      if (name.startsWith("policy")) {
        FrequencyPolicy known = before.remove(name);
        policies.add(
            known == null ? new FrequencyPolicy(files, DIRECTORY + "/" + name, name) : known);
      }
    }
    before.values().forEach(FrequencyPolicy::close);
  }
}
