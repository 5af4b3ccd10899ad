package org.atlasagent.source.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.atlasagent.source.SourceException;
import org.freedesktop.dbus.connections.transports.AbstractTransport;
import org.freedesktop.dbus.connections.transports.TransportBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.MethodReturn;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Asks systemd over the system bus. One connection is kept; when the bus was restarted, the next
 * question finds out and connects again. One thread at a time.
 *
 * <p>The only class that names the D-Bus library, so that nothing of it is loaded before it is
 * needed. Of the library it uses the transport and the messages: its connection object would bring
 * proxies and three threads, where a question and its answer need none.
 */
public final class SystemdBus implements ServiceManager {
  private static final String SYSTEMD = "org.freedesktop.systemd1";
  private static final String SERVICE = "org.freedesktop.systemd1.Service";
  private static final String BUS = "org.freedesktop.DBus";

  /** Where the body stands among the parts of a message that was received. */
  private static final int BODY = 2;

  private static final byte NO_FLAGS = 0;
  private static final String NO_PARAMETERS = "";

  private final String address;
  private @Nullable AbstractTransport connection;

  /**
   * Connects to nothing yet.
   *
   * @param address the address of the bus, such as {@code unix:path=/run/dbus/system_bus_socket}
   */
  public SystemdBus(String address) {
    this.address = address;
  }

  @Override
  public List<ServiceUnit> units(Predicate<String> wanted) {
    Message reply = ask("/org/freedesktop/systemd1", SYSTEMD + ".Manager", "ListUnits", "");
    if (reply instanceof Error error) {
      throw new SourceException(address, "ListUnits: " + describe(error));
    }
    byte[] body = reply.getWireData()[BODY];
    ByteOrder order =
        reply.getEndianess() == Endian.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return UnitList.parse(address, ByteBuffer.wrap(body).order(order), wanted);
  }

  @Override
  public OptionalLong mainPid(ServiceUnit service) {
    return property(service, "MainPID") instanceof UInt32 pid && pid.longValue() != 0
        ? OptionalLong.of(pid.longValue())
        : OptionalLong.empty();
  }

  @Override
  public Optional<String> controlGroup(ServiceUnit service) {
    return property(service, "ControlGroup") instanceof String path && !path.isEmpty()
        ? Optional.of(path)
        : Optional.empty();
  }

  /** A property of a service; null when the service is gone, or has none of this name. */
  private @Nullable Object property(ServiceUnit service, String name) {
    Message reply = ask(service.path(), BUS + ".Properties", "Get", "ss", SERVICE, name);
    if (reply instanceof Error error) {
      if (isGone(error)) {
        return null;
      }
      throw new SourceException(address, name + " of " + service.name() + ": " + describe(error));
    }
    return parameters(reply)[0] instanceof Variant<?> variant ? variant.getValue() : null;
  }

  private static boolean isGone(Error error) {
    String name = String.valueOf(error.getName());
    return name.endsWith(".NoSuchUnit") || name.contains(".Error.Unknown");
  }

  /** Asks systemd; once more, over a new connection, when the kept one has ended meanwhile. */
  private Message ask(
      String path, String type, String method, String signature, Object... arguments) {
    AbstractTransport kept = connection;
    if (kept != null) {
      try {
        return exchange(kept, SYSTEMD, path, type, method, signature, arguments);
      } catch (IOException ended) {
        close();
      }
    }
    try {
      return exchange(connect(), SYSTEMD, path, type, method, signature, arguments);
    } catch (IOException failure) {
      close();
      throw new SourceException(address, reason(failure), failure);
    }
  }

  private AbstractTransport connect() throws IOException {
    AbstractTransport made;
    try {
      made = TransportBuilder.create(address).build();
    } catch (DBusException failure) {
      throw new SourceException(address, reason(failure), failure);
    }
    connection = made;
    exchange(made, BUS, "/org/freedesktop/DBus", BUS, "Hello", NO_PARAMETERS);
    return made;
  }

  private Message exchange(
      AbstractTransport transport,
      String destination,
      String path,
      String type,
      String method,
      String signature,
      Object... arguments)
      throws IOException {
    try {
      MethodCall call =
          transport
              .getMessageFactory()
              .createMethodCall(
                  null,
                  destination,
                  path,
                  type,
                  method,
                  NO_FLAGS,
                  signature.isEmpty() ? null : signature,
                  arguments);
      transport.writeMessage(call);
      while (true) {
        Message message = transport.readMessage();
        // Signals come in between: the bus tells a new connection its name.
        if (message != null && isReply(message, call)) {
          return message;
        }
      }
    } catch (DBusException failure) {
      throw new IOException(reason(failure), failure);
    }
  }

  private static boolean isReply(Message message, MethodCall call) {
    return (message instanceof MethodReturn || message instanceof Error)
        && message.getReplySerial() == call.getSerial();
  }

  private Object[] parameters(Message reply) {
    try {
      return reply.getParameters();
    } catch (DBusException failure) {
      throw new SourceException(address, reason(failure), failure);
    }
  }

  private String describe(Error error) {
    Object[] parameters = parameters(error);
    return error.getName() + (parameters.length > 0 ? ": " + parameters[0] : "");
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private void close() {
    AbstractTransport ended = connection;
    connection = null;
    if (ended != null) {
      try {
        ended.close();
      } catch (IOException ignored) {
        // It has ended; there is nothing to be lost.
      }
    }
  }
}
