package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;

final class MountInfoTest {
  @Test
  void readsAMountWithManyTagsAndOneWithout() {
    assertThat(
            parse(
                """
                36 35 98:0 /mnt1 /mnt2 rw,noatime shared:1 master:2 unbindable - ext3 /dev/root rw
                37 35 0:45 / / rw - fuse.sshfs me@there:/a rw
                """))
        .containsExactly(
            new Mount(98, 0, "/mnt1", "/mnt2", "ext3", "/dev/root"),
            new Mount(0, 45, "/", "/", "fuse.sshfs", "me@there:/a"));
  }

  @Test
  void decodesEscapes() {
    assertThat(parse("1 2 8:2 / /a\\040b\\011c\\012d\\134040\\043 rw - ext4 /dev/my\\040disk rw\n"))
        .containsExactly(new Mount(8, 2, "/", "/a b\tc\nd\\040#", "ext4", "/dev/my disk"));
  }

  @Test
  void joinsEscapedBytesToOneCharacter() {
    assertThat(MountInfo.unescape("gr\\303\\274n")).isEqualTo("gr\u00fcn");
  }

  @Test
  void leavesWhatIsNoEscape() {
    assertThat(MountInfo.unescape("a\\9b\\08")).isEqualTo("a\\9b\\08");
    assertThat(MountInfo.unescape("a\\")).isEqualTo("a\\");
  }

  @Test
  void aSourceMayBeEmpty() {
    assertThat(parse("1 2 0:50 / /srv rw - tmpfs  rw,size=8k\n"))
        .containsExactly(new Mount(0, 50, "/", "/srv", "tmpfs", ""));
  }

  @Test
  void aLoneDashInAPathIsNoEndOfTheTags() {
    assertThat(parse("1 2 8:1 / /- rw - ext4 /dev/sda1 rw\n"))
        .containsExactly(new Mount(8, 1, "/", "/-", "ext4", "/dev/sda1"));
  }

  @Test
  void refusesALineWithoutADash() {
    assertThatThrownBy(() -> parse("1 2 8:1 / /data rw ext4 /dev/sda1 rw\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("fewer fields than expected in line \"1 2 8:1 / /data");
  }

  @Test
  void refusesADeviceThatIsNone() {
    assertThatThrownBy(() -> parse("1 2 eight:1 / /data rw - ext4 /dev/sda1 rw\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("not a number: eight");
  }

  private static List<Mount> parse(String text) {
    return MountInfo.parse(Fields.of("/proc/self/mountinfo", text));
  }
}
