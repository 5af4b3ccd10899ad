package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.atlasagent.source.host.AmdGpus;
import org.atlasagent.source.host.DcgmField;
import org.atlasagent.source.host.DcgmReading;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.source.host.NvidiaGpus;
import org.atlasagent.source.host.PerfSpect;
import org.atlasagent.testing.Directories;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;

/**
 * Names that others choose never forge a line: whatever a mount point, an interface, a device or a
 * unit is called, there are as many lines as for an honest name, and {@link RunningCollector} takes
 * none that a strict parser would not.
 */
class HostileNamesTest {
  private static final String HONEST = "honest";
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\r",
          ":",
          ",",
          "=",
          "\0",
          "\t",
          " ",
          "\\",
          "\\012",
          "/",
          "-",
          "_",
          ".",
          "é",
          "\ud83d\ude00",
          "\u2028",
          "\ufffd",
          "\u00ff\u00fe",
          "eth0",
          "c:forged:1",
          "\ng,60:forged,id=x:1\n",
          ",id=forged",
          "a".repeat(200));

  private Path directory = Path.of("");

  @BeforeProperty
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("hostile-names");
  }

  @AfterProperty
  void deleteDirectory() {
    Directories.delete(directory);
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> pieces =
        Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(20).map(all -> String.join("", all));
    Arbitrary<String> any = Arbitraries.strings().ofMinLength(1).ofMaxLength(40);
    Arbitrary<String> huge =
        Arbitraries.of(PIECES).map(piece -> piece.repeat((64 << 10) / piece.length()));
    return Arbitraries.frequencyOf(Tuple.of(8, pieces), Tuple.of(4, any), Tuple.of(1, huge))
        .map(name -> "n" + name);
  }

  @Property(tries = 200)
  void aMountPointAndASourceMakeNoLine(
      @ForAll("names") String point, @ForAll("names") String source, @ForAll boolean latin) {
    Charset charset = latin ? ISO_8859_1 : UTF_8;
    assertThat(fileSystems(escaped("/" + point, charset), escaped(source, charset)))
        .hasSameSizeAs(fileSystems("/" + HONEST, HONEST))
        .hasSize(7);
  }

  private List<String> fileSystems(String point, String source) {
    RecordedHost host = RecordedHost.copy("empty", directory);
    write(
        host,
        "proc/self/mountinfo",
        "22 1 8:1 / " + point + " rw shared:1 - ext4 " + source + " rw\n");
    write(host, "proc/filesystems", "\text4\n");
    write(host, "replies/statvfs", point + "\t4096\t4096\t100\t50\t40\t10\t5\n");
    return run(host, "filesystems", Hardware.NONE);
  }

  /** As the kernel writes mountinfo: what would be taken for a separator stands in octal. */
  private static String escaped(String text, Charset charset) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(charset)) {
      int octet = b & 0xff;
      escaped.append(
          octet > ' ' && octet < 0x7f && octet != '\\' && octet != '#'
              ? String.valueOf((char) octet)
              : String.format("\\%03o", octet));
    }
    return escaped.toString();
  }

  @Property(tries = 200)
  void anInterfaceMakesNoLine(@ForAll("names") String name, @ForAll boolean latin) {
    // The kernel allows neither blanks nor slashes in the name of an interface.
    String allowed = name.replaceAll("[ \\t\\n\\u000b\\f\\r/]", "x");
    assertThat(interfaces(allowed, latin ? ISO_8859_1 : UTF_8))
        .hasSameSizeAs(interfaces(HONEST, UTF_8))
        .hasSize(9);
  }

  private List<String> interfaces(String name, Charset charset) {
    RecordedHost host = RecordedHost.copy("empty", directory);
    String text =
        "Inter-|   Receive                        |  Transmit\n"
            + " face |bytes packets errs drop fifo frame compressed multicast"
            + "|bytes packets errs drop fifo colls carrier compressed\n"
            + name
            + ": 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";
    host.write(Path.of("proc/net/dev"), text.getBytes(charset));
    return run(host, "interfaces", Hardware.NONE);
  }

  @Property(tries = 200)
  void aDiskMakesNoLine(@ForAll("names") String name, @ForAll boolean latin) {
    String allowed = name.replaceAll("[ \\t\\n]", "x");
    assertThat(disks(allowed, latin ? ISO_8859_1 : UTF_8))
        .hasSameSizeAs(disks(HONEST, UTF_8))
        .hasSize(2);
  }

  private List<String> disks(String name, Charset charset) {
    RecordedHost host = RecordedHost.copy("empty", directory);
    String text = "8 0 " + name + " 1 2 3 4 5 6 7 8 9 10 11\n";
    host.write(Path.of("proc/diskstats"), text.getBytes(charset));
    return run(host, "disks", Hardware.NONE);
  }

  @Property(tries = 200)
  void aUnitAndItsStateMakeNoLine(@ForAll("names") String name, @ForAll("names") String state) {
    assertThat(services(name, state)).hasSameSizeAs(services(HONEST, HONEST)).hasSize(3);
  }

  private List<String> services(String name, String state) {
    RecordedHost host = RecordedHost.copy("empty", directory);
    write(host, "etc/atlas-system-agent/conf.d/all.systemd-unit", ".\n");
    write(host, "proc/self/mountinfo", "29 22 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    write(host, "sys/fs/cgroup/web/memory.current", "4096\n");
    // A line of the recording is a unit, and tabs stand between what is told of it.
    write(
        host,
        "replies/systemd",
        oneLine(name)
            + ".service\tactive\trunning\t0\t/web\n"
            + "b.timer\t"
            + oneLine(state)
            + "\twaiting\t\t\n");
    return run(host, "services", Hardware.NONE);
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\t\\n\\r]", "\u2028");
  }

  @Property(tries = 200)
  void aGpuMakesNoLine(@ForAll("names") String index) {
    assertThat(gpus(index)).hasSameSizeAs(gpus(HONEST)).hasSize(1);
  }

  private List<String> gpus(String index) {
    RecordedHost host = RecordedHost.copy("empty", directory);
    write(host, "sys/fs/cgroup/system.slice/nvidia-dcgm.service/cgroup.procs", "4711\n");
    DcgmReading.Gpu gpu = new DcgmReading.Gpu(index, Map.of(DcgmField.SM_ACTIVE, 0.5));
    return run(
        host,
        "dcgm",
        new Hardware(
            PerfSpect.NONE,
            () -> Optional.of(new DcgmReading(1, List.of(gpu))),
            Optional.empty(),
            NvidiaGpus.NONE,
            AmdGpus.NONE));
  }

  private static List<String> run(RecordedHost host, String collector, Hardware hardware) {
    try (RunningCollector running = host.start(RecordedHost.collector(collector), hardware)) {
      List<String> lines = running.run(Due.ALL).lines();
      host.pass(Duration.ofSeconds(60));
      return lines;
    }
  }

  private static void write(RecordedHost host, String path, String text) {
    host.write(Path.of(path), text.getBytes(UTF_8));
  }
}
