package org.atlasagent.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The standard output, with a memory of what went wrong: writers swallow it, but a command whose
 * output got lost on a full disk must not end as if all were well.
 */
final class StandardOutput extends OutputStream {
  private static final String READER_IS_GONE = "Broken pipe";

  private final OutputStream stream;
  private @Nullable String failure;

  StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream stream) {
    this.stream = stream;
  }

  /** Why output was lost; empty when none was, or when its reader did not want more. */
  Optional<String> failure() {
    return Optional.ofNullable(failure).filter(why -> !why.equals(READER_IS_GONE));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      stream.write(bytes, offset, length);
    } catch (IOException lost) {
      failure = String.valueOf(lost.getMessage());
      throw lost;
    }
  }

  @Override
  public void flush() throws IOException {
    stream.flush();
  }
}
