package org.atlasagent.source.host;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.atlasagent.source.SourceException;
import org.freedesktop.dbus.connections.transports.TransportBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.jspecify.annotations.Nullable;

/**
 * Asks systemd over the system bus. One connection is kept; when the bus was restarted, the next
 * question finds out and connects again. One thread at a time.
 *
 * <p>The only class that names the D-Bus library, so that nothing of it is loaded before it is
 * needed. It connects and authenticates; messages are our own, see docs/decisions/0013.
 */
public final class SystemdBus implements ServiceManager {
  private static final String SYSTEMD = "org.freedesktop.systemd1";
  private static final String MANAGER = "org.freedesktop.systemd1.Manager";
  private static final String SERVICE = "org.freedesktop.systemd1.Service";
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

  private static final BusCall HELLO =
      new BusCall(
          "org.freedesktop.DBus",
          "/org/freedesktop/DBus",
          "org.freedesktop.DBus",
          "Hello",
          List.of(),
          "s");
  private static final BusCall LIST_UNITS = list("ListUnits", List.of());

  private final Path socket;
  private BusCall list;
  private @Nullable BusConnection connection;

  /**
   * Connects to nothing yet.
   *
   * @param socket where the bus listens, such as {@code /run/dbus/system_bus_socket}
   * @param globs match at least the names of the units that will be asked for; none: all units
   */
  public SystemdBus(Path socket, List<String> globs) {
    this.socket = socket;
    list =
        globs.isEmpty()
            ? LIST_UNITS
            : list(
                "ListUnitsByPatterns",
                List.of(new BusCall.Texts(List.of()), new BusCall.Texts(List.copyOf(globs))));
  }

  @Override
  public Optional<String> absence() {
    return Files.notExists(socket) ? Optional.of(socket + ": not there") : Optional.empty();
  }

  @Override
  public List<ServiceUnit> units(Predicate<CharSequence> wanted) {
    BusConnection.Reader<List<ServiceUnit>> reader = body -> UnitList.read(body, wanted);
    while (true) {
      try {
        return ask(list.method(), list, reader);
      } catch (BusRefusal refusal) {
        boolean isOld = refusal.isUnknown() || refusal.isDenied();
        if (!isOld || list.equals(LIST_UNITS)) {
          throw failure(list.method(), refusal);
        }
        // systemd before version 230, or the bus in its name.
        list = LIST_UNITS;
      }
    }
  }

  @Override
  public OptionalLong mainPid(ServiceUnit service) {
    Optional<Long> pid = property(service, "MainPID", "u", BusInput::number);
    return pid.isPresent() && pid.get() != 0 ? OptionalLong.of(pid.get()) : OptionalLong.empty();
  }

  @Override
  public Optional<String> controlGroup(ServiceUnit service) {
    return property(service, "ControlGroup", "s", BusInput::text).filter(path -> !path.isEmpty());
  }

  /** A property of a service; empty when the service is gone. */
  private <T> Optional<T> property(
      ServiceUnit service, String name, String type, BusConnection.Reader<T> reader) {
    List<BusCall.Argument> arguments = List.of(new BusCall.Text(SERVICE), new BusCall.Text(name));
    BusCall get = new BusCall(SYSTEMD, service.path(), PROPERTIES, "Get", arguments, "v");
    String what = name + " of " + service.name();
    try {
      return Optional.of(
          ask(
              what,
              get,
              body -> {
                String found = body.signature();
                if (!found.equals(type)) {
                  throw new ProtocolException("of type '%s', not '%s'".formatted(found, type));
                }
                return reader.read(body);
              }));
    } catch (BusRefusal refusal) {
      if (refusal.isUnknown()) {
        return Optional.empty();
      }
      throw failure(what, refusal);
    }
  }

  /** Asks the bus; once more, over a new connection, when the kept one has ended meanwhile. */
  private <T> T ask(String what, BusCall call, BusConnection.Reader<T> reader) throws BusRefusal {
    BusConnection kept = connection;
    if (kept != null) {
      try {
        return exchange(kept, call, reader);
      } catch (IOException ended) {
        // The bus was restarted: asked again below.
      }
    }
    try {
      BusConnection made = connect();
      connection = made;
      exchange(made, HELLO, BusInput::text);
      return exchange(made, call, reader);
    } catch (IOException failure) {
      throw failure(what, failure);
    }
  }

  private <T> T exchange(BusConnection asked, BusCall call, BusConnection.Reader<T> reader)
      throws IOException, BusRefusal {
    boolean inOrder = false;
    try {
      T answer = asked.ask(call, reader);
      inOrder = true;
      return answer;
    } catch (BusRefusal refusal) {
      inOrder = true;
      throw refusal;
    } finally {
      if (!inOrder) {
        connection = null;
        asked.close();
      }
    }
  }

  private BusConnection connect() {
    try {
      // Without attempts of its own, which would go on for ten seconds.
      SocketChannel channel =
          TransportBuilder.create("unix:path=" + socket)
              .configure()
              .withAutoConnect(false)
              .back()
              .build()
              .connect();
      return new BusConnection(channel);
    } catch (DBusException | IOException failure) {
      throw failure("connect", failure);
    }
  }

  private SourceException failure(String what, Exception failure) {
    return new SourceException(
        socket.toString(), what + ": " + String.valueOf(failure.getMessage()), failure);
  }

  private static BusCall list(String method, List<BusCall.Argument> arguments) {
    return new BusCall(
        SYSTEMD, "/org/freedesktop/systemd1", MANAGER, method, arguments, UnitList.SIGNATURE);
  }
}
