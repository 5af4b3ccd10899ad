package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.COUNTER;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Counter;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.InstanceMetadata;
import org.atlasagent.source.host.MetadataReply;
import org.atlasagent.source.host.MetadataReply.Result;

/** Reports how old the credentials of an EC2 instance are, and how long they can be used. */
final class AwsCredentialsCollector implements Collector {
  static final String NEEDS = "--aws-credentials, or NETFLIX_EXECUTOR=ec2 or titus";

  private static final String SERVICE = "instance metadata service, security-credentials";

  private static final Metric AGE =
      Metric.of(GAUGE, "aws.credentialsAge", Unit.SECONDS)
          .from(SERVICE + ", LastUpdated")
          .says("How old the credentials of the instance's role are.");
  private static final Metric TTL =
      Metric.of(GAUGE, "aws.credentialsTtl", Unit.SECONDS)
          .from(SERVICE + ", Expiration")
          .says("How long the credentials can still be used; negative when they have expired.");
  private static final Metric TTL_BUCKET =
      Metric.of(COUNTER, "aws.credentialsTtlBucket", Unit.COUNT)
          .tag("bucket", "expired", "05min", "30min", "60min", "hours")
          .from(SERVICE + ", Expiration")
          .says(
              "Looks at the credentials, by how long these could still be used: at most so long.");
  private static final Metric REFRESH_ERRORS =
      Metric.of(COUNTER, "aws.credentialsRefreshErrors", Unit.COUNT)
          .from(SERVICE)
          .says("Looks at the credentials of a role that gave none, or none that can be read.");

  static final List<Metric> METRICS =
      List.of(AGE, TTL, TTL_BUCKET, REFRESH_ERRORS, ClientCalls.METRIC);

  private final InstanceMetadata metadata;
  private final BlockingCalls questions;
  private final ClientCalls calls;
  private final Gauge age;
  private final Gauge ttl;
  private final Counter expired;
  private final Counter fiveMinutes;
  private final Counter thirtyMinutes;
  private final Counter sixtyMinutes;
  private final Counter hours;
  private final Counter refreshErrors;
  private Outcome outcome = Outcome.COLLECTED;
  private Optional<SourceException> failure = Optional.empty();

  AwsCredentialsCollector(Wiring wiring) {
    metadata = wiring.host().instanceMetadata();
    questions = wiring.calls();
    Meters meters = wiring.meters();
    calls = new ClientCalls(meters);
    age = meters.gauge(AGE);
    ttl = meters.gauge(TTL);
    expired = meters.counter(TTL_BUCKET, "expired");
    fiveMinutes = meters.counter(TTL_BUCKET, "05min");
    thirtyMinutes = meters.counter(TTL_BUCKET, "30min");
    sixtyMinutes = meters.counter(TTL_BUCKET, "60min");
    hours = meters.counter(TTL_BUCKET, "hours");
    refreshErrors = meters.counter(REFRESH_ERRORS);
  }

  /**
   * Asks, and tells how the answer before was: one that threw would lose its samples, and that the
   * service was called and failed is what they say.
   */
  @Override
  public Outcome collect(Due due) {
    if (!metadata.wanted()) {
      return Outcome.noData("off: it takes " + NEEDS);
    }
    questions.ask("the instance metadata service", metadata::credentials, this::report);
    if (failure.isPresent()) {
      throw failure.get();
    }
    return outcome;
  }

  private void report(MetadataReply reply) {
    calls.report(reply.calls());
    outcome = Outcome.COLLECTED;
    failure = Optional.empty();
    switch (reply.result()) {
      case Result.Credentials found -> report(found);
      case Result.NoRole() -> outcome = Outcome.noData("the instance has no role");
      case Result.Unknown(String url, String problem) ->
          failure = Optional.of(new SourceException(url, problem));
      case Result.Unusable(String url, String problem) -> {
        refreshErrors.add(1);
        failure = Optional.of(new SourceException(url, problem));
      }
    }
  }

  private void report(Result.Credentials found) {
    age.set((found.readMillis() - found.lastUpdatedMillis()) / 1e3);
    double left = (found.expirationMillis() - found.readMillis()) / 1e3;
    ttl.set(left);
    bucket(left).add(1);
  }

  private Counter bucket(double seconds) {
    if (seconds < 0) {
      return expired;
    }
    if (seconds <= 5 * 60) {
      return fiveMinutes;
    }
    if (seconds <= 30 * 60) {
      return thirtyMinutes;
    }
    return seconds <= 60 * 60 ? sixtyMinutes : hours;
  }
}
