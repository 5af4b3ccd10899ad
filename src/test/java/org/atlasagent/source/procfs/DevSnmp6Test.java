package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atlasagent.source.KernelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevSnmp6Test {
  @TempDir private Path root;

  @Test
  void readsTheFilesOfTheWantedInterfaces() throws IOException {
    Path directory = Files.createDirectories(root.resolve("proc/net/dev_snmp6"));
    Files.writeString(directory.resolve("eth0"), "ifIndex 2\nIp6InOctets 7\n");
    Files.writeString(directory.resolve("lo"), "ifIndex 1\nIp6InOctets 8\n");
    Files.writeString(directory.resolve("veth1"), "ifIndex 3\nIp6InOctets 9\n");

    List<DevSnmp6> interfaces =
        DevSnmp6.read(new KernelFiles(root), name -> !name.startsWith("veth")).orElseThrow();

    assertThat(interfaces).extracting(DevSnmp6::name).containsExactly("eth0", "lo");
    assertThat(interfaces.get(0).totals().get(Snmp6.IP6_IN_OCTETS)).hasValue(7);
    assertThat(interfaces.get(1).totals().get(Snmp6.IP6_IN_OCTETS)).hasValue(8);
  }

  @Test
  void isEmptyWhereThereIsNoDirectory() {
    assertThat(DevSnmp6.read(new KernelFiles(root), name -> true)).isEmpty();
  }
}
