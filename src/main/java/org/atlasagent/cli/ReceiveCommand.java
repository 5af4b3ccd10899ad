package org.atlasagent.cli;

import java.util.concurrent.Callable;
import org.atlasagent.config.Logging;
import org.atlasagent.config.ReceiveConfig;
import org.atlasagent.runtime.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Receives lines, for whoever writes a client of SpectatorD. */
@Command(
    name = "receive",
    abbreviateSynopsis = true,
    description = {
      "Receive lines as SpectatorD does, and send nothing on: for whoever writes a client.",
      "What SpectatorD would mend in silence, or Atlas would drop, is refused with a reason."
    })
final class ReceiveCommand implements Callable<Integer> {
  private static final String DEFAULT_LISTEN = "unix,udp";

  private final Surroundings surroundings;
  private final Commands commands;

  @Option(
      names = "--listen",
      paramLabel = "LOCATIONS",
      defaultValue = DEFAULT_LISTEN,
      converter = Converters.Listen.class,
      description =
          "Where to listen: unix (/run/spectatord/spectatord.unix), unix:///path, udp (port 1234 of"
              + " [::1] and 127.0.0.1), udp://host:port; several with commas. Default: "
              + DEFAULT_LISTEN
              + ".")
  private Values.Locations listen = new Values.Locations(ReceiveConfig.UDP);

  @Option(
      names = "--print",
      converter = Converters.TrueOrFalse.class,
      description = "Print each line as it was understood, or why it was refused.")
  private boolean print;

  @Mixin private final PageOption page = new PageOption();

  ReceiveCommand(Surroundings surroundings, Commands commands) {
    this.surroundings = surroundings;
    this.commands = commands;
  }

  @Override
  public Integer call() {
    ReceiveConfig config =
        new ReceiveConfig(
            listen.all(), page.locations(), new Logging(false, surroundings.journal()));
    return commands.receive(config, LineEcho.to(surroundings.out(), print));
  }
}
