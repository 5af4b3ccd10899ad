package org.atlasagent.runtime;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.BusAddress;
import org.atlasagent.source.host.ServiceManager;
import org.atlasagent.source.host.SystemdBus;
import org.atlasagent.source.host.UnitPatterns;

/** Where systemd is asked about its units. */
final class SystemBus {
  private static final String ADDRESS = "DBUS_SYSTEM_BUS_ADDRESS";
  private static final String SOCKET = "/run/dbus/system_bus_socket";

  private SystemBus() {}

  /**
   * The service manager of the running machine. While no unit is wanted, and on another machine, it
   * is none, and nothing of D-Bus is loaded.
   */
  static ServiceManager services(
      KernelFiles files, UnitPatterns units, Map<String, String> environment) {
    if (units.isEmpty() || !files.live()) {
      return ServiceManager.NONE;
    }
    String address = environment.get(ADDRESS);
    if (address == null) {
      return new SystemdBus(files.hostPath(SOCKET), units.globs());
    }
    Optional<Path> socket = BusAddress.socket(address);
    return socket.isPresent()
        ? new SystemdBus(socket.get(), units.globs())
        : ServiceManager.none(ADDRESS + ": names no socket with a path: " + address);
  }
}
