package org.atlasagent.source.cgroup;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.atlasagent.source.Fields;
import org.atlasagent.testing.FileParsers;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of a cgroup, with anything in them. */
class CgroupFilesFuzzTest {
  private static final FileParsers PARSERS =
      new FileParsers()
          .with("memory.max", Amount::parse)
          .with("cpu.max", CpuMax::parse)
          .with("cpu.stat", fields -> new CpuStat().parse(fields))
          .with("io.max", IoMax::parse)
          .with("io.stat", fields -> IoStat.parse(fields, 0))
          .with("memory.events", MemoryEvents::parse)
          .with("memory.stat", MemoryStat::parse)
          .with("memory.current", ServiceCgroup::parseMemory)
          .with("cpu.stat", ServiceCgroup::parseCpu)
          .with("self/cgroup", CgroupFilesFuzzTest::own);

  private static void own(Fields cgroup) {
    String mounts = "29 1 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n";
    var _ =
        OwnCgroup.path(cgroup)
            .flatMap(path -> OwnCgroup.directory(Fields.of("mountinfo", mounts), path));
    cgroup.rewind();
    var _ = OwnCgroup.directory(cgroup, "/a/b");
  }

  static Stream<byte[]> seeds() {
    return PARSERS.seeds();
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyContent(byte[] input) {
    PARSERS.survive(input);
  }
}
