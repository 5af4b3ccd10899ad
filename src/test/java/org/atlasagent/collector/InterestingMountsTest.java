package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atlasagent.source.procfs.FileSystemTypes;
import org.atlasagent.source.procfs.Mount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InterestingMountsTest {
  private static final Optional<FileSystemTypes> TYPES =
      Optional.of(new FileSystemTypes(Set.of("proc", "tmpfs", "overlay", "fuse")));

  @Test
  void aBindMountOfADirectoryIsNotOfInterest() {
    Mount bind = new Mount(8, 1, "/home", "/srv/home", "ext4", "/dev/sda1");

    assertThat(chosen(bind)).isEmpty();
  }

  @Test
  void ofSeveralMountsOfOneDeviceTheShortestIsChosen() {
    Mount longer = disk(1, "/mnt/data");
    Mount shorter = disk(1, "/data");

    assertThat(chosen(longer, shorter)).containsExactly(shorter);
    assertThat(chosen(shorter, longer)).containsExactly(shorter);
  }

  @Test
  void typesWithoutADeviceAreNotOfInterestExceptTmpfs() {
    Mount tmpfs = new Mount(0, 40, "/", "/tmp", "tmpfs", "tmpfs");

    assertThat(chosen(new Mount(0, 41, "/", "/x", "proc", "proc"), tmpfs)).containsExactly(tmpfs);
  }

  @Test
  void aTypeIsComparedWhole() {
    Mount sshfs = new Mount(0, 42, "/", "/there", "fuse.sshfs", "me@there:/");

    assertThat(chosen(sshfs, new Mount(0, 43, "/", "/x", "fuse", "x"))).containsExactly(sshfs);
  }

  @Test
  void anOverlayIsOfInterestInAContainerOnly() {
    List<Mount> overlay = List.of(new Mount(0, 44, "/", "/", "overlay", "overlay"));

    assertThat(rules(Flavor.SYSTEM).choose(overlay, TYPES)).isEmpty();
    assertThat(rules(Flavor.TITUS).choose(overlay, TYPES)).isEqualTo(overlay);
    assertThat(rules(Flavor.K8S).choose(overlay, TYPES)).isEqualTo(overlay);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/x",
        "/proc/x",
        "/sys",
        "/run/user/0",
        "/var/lib/docker",
        "/mnt/docker",
        "/mnt/jenkins/a",
        "/mnt/kubelet",
        "/tmp/buildkit-1"
      })
  void placesOfTheSystemAndOfContainersAreNotOfInterest(String point) {
    assertThat(chosen(disk(1, point))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7})
  void ramAndLoopDevicesAreNotOfInterest(long major) {
    assertThat(chosen(new Mount(major, 0, "/", "/snap", "ext4", "/dev/x"))).isEmpty();
  }

  @Test
  void aMountThatIsCoveredByAnotherCannotBeAsked() {
    Mount covering = disk(2, "/data");

    assertThat(chosen(disk(1, "/data"), covering)).containsExactly(covering);
    assertThat(chosen(disk(1, "/data"), new Mount(0, 9, "/", "/data", "overlay", "x"))).isEmpty();
  }

  @Test
  void blockDevicesAreAskedFirst() {
    Mount remote = new Mount(0, 45, "/", "/a", "nfs4", "server:/a");

    assertThat(chosen(remote, disk(1, "/b"), disk(2, "/c")))
        .containsExactly(disk(1, "/b"), disk(2, "/c"), remote);
  }

  @Test
  void theOperatorLeavesMountPointsOut() {
    InterestingMounts rules = new InterestingMounts(point -> !point.equals("/data"), Flavor.SYSTEM);

    assertThat(rules.choose(List.of(disk(1, "/data"), disk(2, "/")), TYPES))
        .containsExactly(disk(2, "/"));
  }

  private static Mount disk(long minor, String point) {
    return new Mount(8, minor, "/", point, "ext4", "/dev/sda" + minor);
  }

  private static InterestingMounts rules(Flavor flavor) {
    return new InterestingMounts(point -> true, flavor);
  }

  private static List<Mount> chosen(Mount... mounts) {
    return rules(Flavor.SYSTEM).choose(List.of(mounts), TYPES);
  }
}
