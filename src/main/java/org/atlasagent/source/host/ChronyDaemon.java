package org.atlasagent.source.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.atlasagent.linux.Loopback;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * A running chronyd, asked by its own command protocol at the first of its addresses that answers.
 * Any thread may ask.
 */
public final class ChronyDaemon implements Chrony {
  /** Below one second, with what it takes to open and close. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  private static final int PORT = 323;

  private final List<ChronyAddress> addresses;
  private final LongSupplier nanoClock;

  /**
   * A chronyd at any of these addresses.
   *
   * @param addresses where it may take commands, in the order in which they are tried
   * @param nanoClock the monotonic clock in nanoseconds
   */
  public ChronyDaemon(List<ChronyAddress> addresses, LongSupplier nanoClock) {
    this.addresses = List.copyOf(addresses);
    this.nanoClock = nanoClock;
  }

  /**
   * The chronyd of the running machine, where it listens unless it is told otherwise.
   *
   * @param files where the machine's root file system is, with the socket in it
   * @param nanoClock the monotonic clock in nanoseconds
   */
  public static ChronyDaemon ofThisMachine(KernelFiles files, LongSupplier nanoClock) {
    return new ChronyDaemon(
        List.of(
            new ChronyUdp(Loopback.V6, PORT),
            new ChronyUdp(Loopback.V4, PORT),
            new ChronyUnix(files.hostPath("/run/chrony/chronyd.sock"))),
        nanoClock);
  }

  @Override
  public Optional<ChronySelection> selection() {
    long deadline = nanoClock.getAsLong() + PATIENCE_NANOS;
    @Nullable SourceException problem = null;
    for (int i = 0; i < addresses.size(); i++) {
      // Each may take an equal part of what is left, so that one that hangs leaves time for others.
      long now = nanoClock.getAsLong();
      long until = now + (deadline - now) / (addresses.size() - i);
      try {
        Optional<ChronySelection> found = ask(addresses.get(i), until);
        if (found.isPresent()) {
          return found;
        }
      } catch (SourceException failure) {
        problem = problem == null ? failure : problem;
      }
    }
    if (problem != null) {
      throw problem;
    }
    return Optional.empty();
  }

  private Optional<ChronySelection> ask(ChronyAddress address, long until) {
    try (ChronyChannel channel = address.open()) {
      return Optional.of(new Conversation(channel, "chronyd at " + address, until).selection());
    } catch (IOException nobody) {
      return Optional.empty();
    }
  }

  /** Requests to one chronyd, which all have to be answered by one moment. */
  private final class Conversation {
    private final ChronyChannel channel;
    private final String name;
    private final long until;
    private int sequence;

    Conversation(ChronyChannel channel, String name, long until) {
      this.channel = channel;
      this.name = name;
      this.until = until;
    }

    ChronySelection selection() throws IOException {
      byte[] counted = ask(ChronyRequest.numberOfSources(++sequence));
      long sources = ChronyReply.numberOfSources(counted, sequence, name);
      for (int i = 0; i < sources; i++) {
        byte[] reply = ask(ChronyRequest.sourceData(++sequence, i));
        ChronyReply.Source source = ChronyReply.sourceData(reply, sequence, name);
        if (source.selected() && source.hasSample()) {
          return new ChronySelection(OptionalLong.of(source.sampleAgeSeconds()));
        }
      }
      return ChronySelection.NONE;
    }

    private byte[] ask(byte[] request) throws IOException {
      long millis = TimeUnit.NANOSECONDS.toMillis(until - nanoClock.getAsLong());
      if (millis < 1) {
        throw noAnswer();
      }
      return channel.ask(request, (int) millis).orElseThrow(this::noAnswer);
    }

    private SourceException noAnswer() {
      return new SourceException(name, "no answer in time");
    }
  }
}
