package org.atlasagent.source.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** DCGM as it is installed here. */
public final class InstalledDcgm implements Dcgm {
  private static final Path PROGRAM = Path.of("/usr/bin/dcgmi");

  /** dcgmi itself waits for 5 s when it cannot reach the manager. */
  private static final long DEADLINE_MILLIS = 10_000;

  /** A row of 160 bytes for each of 16 GPUs, many times over. */
  private static final int MOST_BYTES = 64 << 10;

  private final Path program;
  private final SingleRun dmon;
  private final LongSupplier nanoClock;

  /** DCGM at the place where it is installed. */
  public InstalledDcgm(LongSupplier nanoClock) {
    this(PROGRAM, DEADLINE_MILLIS, nanoClock);
  }

  InstalledDcgm(Path program, long deadlineMillis, LongSupplier nanoClock) {
    this.program = program;
    this.nanoClock = nanoClock;
    dmon =
        new SingleRun(
            List.of(program.toString(), "dmon", "-c", "1", "-e", DcgmField.numbers()),
            deadlineMillis,
            MOST_BYTES);
  }

  @Override
  public Optional<DcgmReading> read() {
    if (!Files.isExecutable(program)) {
      return Optional.empty();
    }
    String output = dmon.run();
    return Optional.of(DcgmReading.parse(nanoClock.getAsLong(), output));
  }

  @Override
  public void close() {
    dmon.close();
  }
}
