package org.atlasagent.source.host;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.FakeBus.Body;
import org.atlasagent.source.host.FakeBus.Call;
import org.atlasagent.source.host.FakeBus.Failure;
import org.atlasagent.source.host.FakeBus.HangUp;
import org.atlasagent.source.host.FakeBus.Reply;
import org.atlasagent.source.host.FakeBus.Values;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked over the bus, and what becomes of answers that a real systemd rarely gives. */
final class SystemdBusTest {
  private static final String SYSTEMD = "org.freedesktop.systemd1";
  private static final String BUS = "org.freedesktop.DBus";
  private static final ServiceUnit SSH =
      new ServiceUnit("ssh.service", "active", "running", "/org/freedesktop/systemd1/unit/ssh");
  private static final ServiceUnit CRON =
      new ServiceUnit("cron.service", "failed", "failed", "/org/freedesktop/systemd1/unit/cron");
  private static final Values BOTH = list(LITTLE_ENDIAN, SSH, CRON);
  private static final Failure UNKNOWN =
      new Failure(BUS + ".Error.UnknownMethod", "no such method");
  private static final Failure DENIED = new Failure(BUS + ".Error.AccessDenied", "not for you");

  private static final Call HELLO = new Call(BUS, "/org/freedesktop/DBus", BUS, "Hello", List.of());
  private static final Call LIST_UNITS =
      new Call(SYSTEMD, "/org/freedesktop/systemd1", SYSTEMD + ".Manager", "ListUnits", List.of());
  private static final Call MAIN_PID =
      new Call(
          SYSTEMD,
          SSH.path(),
          BUS + ".Properties",
          "Get",
          List.of(SYSTEMD + ".Service", "MainPID"));

  @TempDir private Path directory = Path.of("");
  private @Nullable FakeBus running;

  @AfterEach
  void close() throws IOException {
    if (running != null) {
      running.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unitsAndTheirPropertiesAreReadInBothByteOrders(boolean bigEndian) {
    ByteOrder order = bigEndian ? BIG_ENDIAN : LITTLE_ENDIAN;
    start(
        order,
        list(order, SSH, CRON),
        list(order, SSH, CRON),
        pid(order, 4711),
        text(order, "/a/b"));
    SystemdBus systemd = systemd();

    assertThat(systemd.units(name -> true)).containsExactly(SSH, CRON);
    assertThat(systemd.units(name -> name.charAt(0) == 'c')).containsExactly(CRON);
    assertThat(systemd.mainPid(SSH)).hasValue(4711);
    assertThat(systemd.controlGroup(SSH)).hasValue("/a/b");
  }

  @Test
  void allIsAskedOverOneConnection() {
    FakeBus bus = start(BOTH, pid(LITTLE_ENDIAN, 1), BOTH, pid(LITTLE_ENDIAN, 1));
    SystemdBus systemd = systemd();

    systemd.units(name -> true);
    systemd.mainPid(SSH);
    assertThat(bus.taken()).containsExactly(HELLO, LIST_UNITS, MAIN_PID);
    systemd.units(name -> true);
    systemd.mainPid(SSH);
    assertThat(bus.taken()).containsExactly(LIST_UNITS, MAIN_PID);
  }

  @Test
  void whatAServiceDoesNotHaveIsAbsent() {
    start(
        pid(LITTLE_ENDIAN, 0),
        text(LITTLE_ENDIAN, ""),
        new Failure(BUS + ".Error.UnknownObject", ""),
        new Failure(SYSTEMD + ".NoSuchUnit", "Unit ssh.service not loaded."));
    SystemdBus systemd = systemd();

    assertThat(systemd.mainPid(SSH)).isEmpty();
    assertThat(systemd.controlGroup(SSH)).isEmpty();
    assertThat(systemd.mainPid(SSH)).isEmpty();
    assertThat(systemd.controlGroup(SSH)).isEmpty();
  }

  @Test
  void onlyUnitsThatMatchAGlobAreAskedFor() {
    FakeBus bus = start(BOTH);

    assertThat(systemd("ssh*", "*cron*").units(name -> true)).containsExactly(SSH, CRON);
    assertThat(bus.taken().getLast())
        .isEqualTo(
            new Call(
                SYSTEMD,
                "/org/freedesktop/systemd1",
                SYSTEMD + ".Manager",
                "ListUnitsByPatterns",
                List.of("ssh*", "*cron*")));
  }

  @Test
  void globsMayBeLongerThanAnyBuffer() {
    FakeBus bus = start(BOTH);
    String[] globs = Collections.nCopies(400, "*one-of-many-units*").toArray(String[]::new);

    assertThat(systemd(globs).units(name -> true)).containsExactly(SSH, CRON);
    assertThat(bus.taken().getLast().texts()).containsExactly(globs);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOldSystemdIsAskedForAllUnitsFromThenOn(boolean byItsPolicy) {
    FakeBus bus = start(byItsPolicy ? DENIED : UNKNOWN, BOTH, BOTH);
    SystemdBus systemd = systemd("ssh*");

    assertThat(systemd.units(name -> true)).containsExactly(SSH, CRON);
    assertThat(bus.taken()).hasSize(3).last().isEqualTo(LIST_UNITS);
    assertThat(systemd.units(name -> true)).containsExactly(SSH, CRON);
    assertThat(bus.taken()).containsExactly(LIST_UNITS);
  }

  @Test
  void whatTheBusRefusesIsSaidInItsWords() {
    start(DENIED, DENIED, new Failure(BUS + ".Error.NoReply", "Message recipient disconnected"));
    SystemdBus systemd = systemd("ssh*");

    assertThatFails(() -> systemd.units(name -> true))
        .withMessage(
            socket() + ": ListUnits: org.freedesktop.DBus.Error.AccessDenied: not for you");
    assertThatFails(() -> systemd.mainPid(SSH))
        .withMessage(
            socket()
                + ": MainPID of ssh.service: org.freedesktop.DBus.Error.NoReply:"
                + " Message recipient disconnected");
  }

  @Test
  void aConnectionThatHasEndedIsMadeAgain() {
    FakeBus bus = start(new HangUp(BOTH, Integer.MAX_VALUE), BOTH);
    SystemdBus systemd = systemd();

    assertThat(systemd.units(name -> true)).containsExactly(SSH, CRON);
    assertThat(systemd.units(name -> true)).containsExactly(SSH, CRON);
    assertThat(bus.taken()).containsExactly(HELLO, LIST_UNITS, HELLO, LIST_UNITS);
  }

  @Test
  void anAnswerThatEndsEarlyIsAskedForAgainAndThenFails() {
    FakeBus bus = start(BOTH, new HangUp(BOTH, 200), new HangUp(BOTH, 200), BOTH);
    SystemdBus systemd = systemd();
    systemd.units(name -> true);

    assertThatFails(() -> systemd.units(name -> true))
        .withMessage(socket() + ": ListUnits: the connection was closed");
    assertThat(systemd.units(name -> true)).containsExactly(SSH, CRON);
    assertThat(bus.taken()).hasSize(7);
  }

  @Test
  void anAnswerOfAnotherTypeFails() {
    start(text(LITTLE_ENDIAN, "1"), text(LITTLE_ENDIAN, "1"));
    SystemdBus systemd = systemd();

    assertThatFails(() -> systemd.mainPid(SSH))
        .withMessage(socket() + ": MainPID of ssh.service: of type 's', not 'u'");
    assertThatFails(() -> systemd.units(name -> true))
        .withMessage(socket() + ": ListUnits: an answer of type 'v', not 'a(ssssssouso)'");
  }

  @Test
  void whoeverJudgesTheNamesMayFailWithoutHarm() {
    start(BOTH, BOTH);
    SystemdBus systemd = systemd();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            systemd.units(name -> {
              throw new IllegalStateException("no opinion");
            }));
    assertThat(systemd.units(name -> true)).containsExactly(SSH, CRON);
  }

  @Test
  void withoutASocketNobodyIsThere() {
    assertThat(systemd().absence()).hasValue(socket() + ": not there");

    start(BOTH);
    assertThat(systemd().absence()).isEmpty();
  }

  @Test
  void aSocketWithoutAListenerSaysSoAtOnce() throws IOException {
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket()))
        .close();

    assertThat(systemd().absence()).isEmpty();
    assertThatFails(() -> systemd().units(name -> true))
        .withMessage(socket() + ": connect: Connection refused");
  }

  @Test
  void aBusThatLetsNobodyInSaysSo() {
    start(BOTH).reject();

    assertThatFails(() -> systemd().units(name -> true))
        .withMessageStartingWith(socket() + ": connect: ")
        .withMessageContaining("authenticat");
  }

  private static ThrowableAssertAlternative<SourceException> assertThatFails(
      ThrowingCallable call) {
    return assertThatExceptionOfType(SourceException.class).isThrownBy(call);
  }

  private FakeBus start(Reply... replies) {
    return start(LITTLE_ENDIAN, replies);
  }

  /** Starts a bus that gives these answers, one after the other. */
  private FakeBus start(ByteOrder order, Reply... replies) {
    Deque<Reply> left = new ArrayDeque<>(List.of(replies));
    Function<Call, Reply> script = call -> left.remove();
    FakeBus bus = new FakeBus(socket(), order, script);
    running = bus;
    return bus;
  }

  private SystemdBus systemd(String... globs) {
    return new SystemdBus(socket(), List.of(globs));
  }

  private Path socket() {
    return directory.resolve("bus");
  }

  private static Values list(ByteOrder order, ServiceUnit... units) {
    return new Values("a(ssssssouso)", new Body(order).units(List.of(units)));
  }

  private static Values pid(ByteOrder order, int pid) {
    return new Values("v", new Body(order).signature("u").number(pid));
  }

  private static Values text(ByteOrder order, String text) {
    return new Values("v", new Body(order).signature("s").text(text));
  }
}
