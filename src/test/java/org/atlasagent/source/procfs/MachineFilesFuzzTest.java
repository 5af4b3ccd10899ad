package org.atlasagent.source.procfs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.testing.FileParsers;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code /proc} about the machine and its processes, with anything in them. */
class MachineFilesFuzzTest {
  private static final FileParsers PARSERS =
      new FileParsers()
          .with(
              "proc/stat",
              fields ->
                  new ProcStat(new KernelFiles(Path.of("/nowhere")).proc("stat")).parse(fields))
          .with("proc/meminfo", MemInfo::parse)
          .with("proc/loadavg", LoadAverage::parse)
          .with("proc/uptime", Uptime::parse)
          .with("proc/vmstat", VmStat::parse)
          .with("pressure/cpu", Pressure::parse)
          .with("fs/file-nr", FileNr::parse)
          .with("proc/diskstats", fields -> DiskStats.parse(fields, 0))
          .with("proc/filesystems", FileSystemTypes::parse)
          .with("self/auxv", Auxv::parsePageSize)
          .with("self/smaps", Smaps::parse)
          .with("self/stat", ProcessUsage::parseStat)
          .with("self/statm", ProcessUsage::residentPages)
          .with("self/mountinfo", MountInfo::parse);

  static Stream<byte[]> seeds() {
    return Stream.concat(
        PARSERS.seeds(),
        Stream.of(
                "\n7f00-7fff r-xp 00000000 08:01 12 /bin/x (deleted)\nAnonymous: 12 kB\n",
                "\u000b41 (a) b) S 1 1 1 0 -1 0 0 0 0 0 600 10 0 0 20 0 1 0 5\n",
                "\f100 20 3 4 0 5 0\n",
                "\r29 1 8:1 / /a\\040b\\012c rw shared:1 - ext4 /dev/sda1 rw\n")
            .map(String::getBytes));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyContent(byte[] input) {
    PARSERS.survive(input);
  }
}
