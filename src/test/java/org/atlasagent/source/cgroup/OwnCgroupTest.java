package org.atlasagent.source.cgroup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnCgroupTest {
  @TempDir private Path root = Path.of("");

  @Test
  void isFoundBetweenHierarchiesOfVersion1() {
    Fields cgroup = Fields.of("cgroup", "12:cpu,cpuacct:/a\n1:name=systemd:/b\n0::/user.slice/c\n");

    assertThat(OwnCgroup.path(cgroup)).contains("/user.slice/c");
  }

  @Test
  void isAbsentWhereThereIsOnlyVersion1() {
    assertThat(OwnCgroup.path(Fields.of("cgroup", "12:cpu,cpuacct:/a\n"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/, /, /sys/fs/cgroup",
    "/, /a/b, /sys/fs/cgroup/a/b",
    "/docker/1, /docker/1, /sys/fs/cgroup",
    "/docker/1, /docker/1/in, /sys/fs/cgroup/in"
  })
  void aMountMayShowAPartOfTheHierarchy(String mounted, String path, String directory) {
    assertThat(OwnCgroup.directory(mounts(mounted, "/sys/fs/cgroup"), path)).contains(directory);
  }

  @ParameterizedTest
  @CsvSource({"/docker/1, /docker/12", "/docker/1, /", "/.., /"})
  void whatAMountDoesNotShowIsNotFound(String mounted, String path) {
    assertThat(OwnCgroup.directory(mounts(mounted, "/sys/fs/cgroup"), path)).isEmpty();
  }

  @Test
  void aMountPointIsDecoded() {
    assertThat(OwnCgroup.directory(mounts("/", "/mnt/a\\040b"), "/c")).contains("/mnt/a b/c");
  }

  @Test
  void leavesNoFileOpen() throws IOException {
    Path self = Files.createDirectories(root.resolve("proc/self"));
    Files.write(self.resolve("cgroup"), "0::/box\n".getBytes(UTF_8));
    Files.write(self.resolve("mountinfo"), text("/", "/cg").getBytes(UTF_8));

    try (KernelFiles files = new KernelFiles(root)) {
      assertThat(OwnCgroup.directory(files)).isEqualTo(Optional.of("/cg/box"));
      assertThat(files.open()).isEmpty();
    }
  }

  private static Fields mounts(String mounted, String point) {
    return Fields.of("mountinfo", text(mounted, point));
  }

  private static String text(String mounted, String point) {
    return """
    22 29 0:20 / /proc rw,relatime - proc proc rw
    29 22 0:27 / /sys/fs/cgroup/unified rw shared:9 - cgroup cgroup rw,cpu
    30 23 0:28 %s %s rw,nosuid shared:4 - cgroup2 cgroup2 rw
    """
        .formatted(mounted, point);
  }
}
