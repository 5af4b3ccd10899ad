package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atlasagent.testing.Await;

/** The namespaces that src/test/truth/network.sh makes, with their faults; gone when closed. */
final class TruthNetwork implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/test/truth/network.sh").toAbsolutePath();

  private final Process script;

  TruthNetwork(Path directory) throws IOException {
    Path ready = directory.resolve("network.ready");
    Path log = directory.resolve("network.log");
    script =
        new ProcessBuilder("unshare", "-n", "-m", "/bin/sh", SCRIPT.toString(), ready.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Await.until("the network is there", () -> Files.exists(ready) || !script.isAlive());
      assertThat(script.isAlive()).as(AgentProcess.text(log)).isTrue();
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  /** What is put before a command that shall run in it. */
  List<String> enter() {
    return List.of("nsenter", "-t", String.valueOf(script.pid()), "-n", "-m");
  }

  @Override
  public void close() {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
  }
}
