package org.atlasagent.source.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.jspecify.annotations.Nullable;

/**
 * Which block devices are EBS volumes: those that the operator lists in files {@code
 * *.ebs-devices}, a path a line, and those whose NVMe model says so, where that is wanted. The
 * files are read once; models are looked at each time, since volumes come and go.
 *
 * <p>A volume that is listed by another name, such as a link, than the one that is found counts as
 * two.
 */
public final class EbsDevices {
  private static final String SUFFIX = ".ebs-devices";
  private static final String DEVICES = "/dev/";
  private static final String MODEL = "Amazon Elastic Block Store";

  private final Path configuration;
  private final boolean discover;
  private final KernelFiles files;
  private @Nullable Found listed;

  /**
   * The devices of a machine; nothing is read yet.
   *
   * @param configuration the directory of the operator's files; may be absent
   * @param discover whether devices are found by their model, too
   * @param files where sys is
   */
  public EbsDevices(Path configuration, boolean discover, KernelFiles files) {
    this.configuration = configuration;
    this.discover = discover;
    this.files = files;
  }

  /**
   * The devices at one moment.
   *
   * @param paths of the devices, sorted
   * @param flaws what of the operator's files could not be used: file, line and expectation
   */
  public record Found(List<String> paths, List<String> flaws) {
    public Found {
      paths = List.copyOf(paths);
      flaws = List.copyOf(flaws);
    }
  }

  /** The devices now. */
  public Found find() {
    if (listed == null) {
      listed = read(configuration);
    }
    if (!discover) {
      return listed;
    }
    Set<String> paths = new TreeSet<>(listed.paths());
    addDiscovered(paths);
    return new Found(List.copyOf(paths), listed.flaws());
  }

  private void addDiscovered(Set<String> paths) {
    // A namespace of an NVMe controller; its paths in a multipath device have other names. No
    // constant: whoever does not ask for discovery has no regular expressions in memory.
    Pattern namespace = Pattern.compile("nvme\\d+n\\d+");
    for (String name : KernelFiles.list(files.sysPath("block")).orElseGet(() -> new String[0])) {
      if (namespace.matcher(name).matches() && isVolume("block/" + name + "/device/model")) {
        paths.add(DEVICES + name);
      }
    }
  }

  private boolean isVolume(String path) {
    try (KernelFile model = files.sys(path)) {
      Optional<Fields> fields = model.read();
      return fields.isPresent() && fields.get().nextLine() && fields.get().rest().equals(MODEL);
    }
  }

  private static Found read(Path directory) {
    ConfiguredLines configured = ConfiguredLines.read(directory, SUFFIX);
    Set<String> paths = new TreeSet<>();
    List<String> flaws = new ArrayList<>(configured.flaws());
    for (ConfiguredLines.Line line : configured.lines()) {
      if (isDevice(line.text())) {
        paths.add(line.text());
      } else {
        flaws.add("%s: expected a path below /dev, not '%s'".formatted(line.origin(), line.text()));
      }
    }
    return new Found(List.copyOf(paths), flaws);
  }

  private static boolean isDevice(String line) {
    return line.length() > DEVICES.length()
        && line.startsWith(DEVICES)
        && line.chars().noneMatch(Character::isISOControl);
  }
}
