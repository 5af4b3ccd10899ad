package org.atlasagent.source.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.atlasagent.source.host.MetadataReply.Call;
import org.atlasagent.source.host.MetadataReply.End;
import org.atlasagent.source.host.MetadataReply.Result;

/**
 * The instance metadata service of EC2, version 2: a token by PUT, with it the name of the
 * instance's role, and with that the credentials. See "Use the Instance Metadata Service" in the
 * user guide of EC2. Each call is tried once. Token and credentials are kept nowhere and stand in
 * no message.
 */
public final class MetadataService implements InstanceMetadata {
  private static final String TOKEN = "/latest/api/token";
  private static final String ROLE = "/latest/meta-data/iam/security-credentials/";
  private static final String TOKEN_HEADER = "X-aws-ec2-metadata-token";
  private static final String TOKEN_TTL_HEADER = "X-aws-ec2-metadata-token-ttl-seconds";
  private static final String TOKEN_TTL_SECONDS = "60";
  private static final int NOT_FOUND = 404;

  /** What can stand in a header; anything else would be thrown back with the token in the text. */
  private static final Pattern TOKEN_FORM = Pattern.compile("[!-~]{1,4096}");

  /** The names that IAM allows, in 64 characters; they go into a path and into a tag. */
  private static final Pattern ROLE_FORM = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

  private final Optional<String> endpoint;
  private final Optional<String> mode;
  private final LongSupplier nanoClock;
  private final LongSupplier wallMillis;

  /**
   * A service that is not asked yet.
   *
   * @param endpoint AWS_EC2_METADATA_SERVICE_ENDPOINT
   * @param mode AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE
   * @param nanoClock the monotonic clock
   * @param wallMillis the wall clock: milliseconds since 1970
   */
  public MetadataService(
      Optional<String> endpoint,
      Optional<String> mode,
      LongSupplier nanoClock,
      LongSupplier wallMillis) {
    this.endpoint = endpoint;
    this.mode = mode;
    this.nanoClock = nanoClock;
    this.wallMillis = wallMillis;
  }

  @Override
  public boolean wanted() {
    return true;
  }

  @Override
  public MetadataReply credentials() {
    List<Call> calls = new ArrayList<>();
    Result result = ask(MetadataEndpoint.of(endpoint, mode), calls);
    return new MetadataReply(calls, result);
  }

  private Result ask(String base, List<Call> calls) {
    MetadataRequest.Response token =
        send(base + TOKEN, "PUT", TOKEN_TTL_HEADER, TOKEN_TTL_SECONDS, calls);
    if (token.call().end() != End.ANSWERED) {
      return new Result.Unknown(base + TOKEN, problem(token.call()));
    }
    if (!TOKEN_FORM.matcher(token.body()).matches()) {
      return new Result.Unknown(base + TOKEN, "the answer is no token");
    }
    return askForRole(base + ROLE, token.body(), calls);
  }

  private Result askForRole(String url, String token, List<Call> calls) {
    MetadataRequest.Response role = send(url, "GET", TOKEN_HEADER, token, calls);
    if (role.call().end() != End.ANSWERED) {
      return role.call().status().orElse(0) == NOT_FOUND
          ? new Result.NoRole()
          : new Result.Unknown(url, problem(role.call()));
    }
    String name = role.body().strip();
    if (!ROLE_FORM.matcher(name).matches()) {
      return new Result.Unknown(url, "the answer is no name of a role");
    }
    return askForCredentials(url + name, token, calls);
  }

  private Result askForCredentials(String url, String token, List<Call> calls) {
    MetadataRequest.Response credentials = send(url, "GET", TOKEN_HEADER, token, calls);
    return credentials.call().end() == End.ANSWERED
        ? CredentialTimes.parse(url, credentials.body(), wallMillis.getAsLong())
        : new Result.Unusable(url, problem(credentials.call()));
  }

  private MetadataRequest.Response send(
      String url, String method, String header, String value, List<Call> calls) {
    MetadataRequest.Response response =
        new MetadataRequest(url, method, nanoClock).send(header, value);
    calls.add(response.call());
    return response;
  }

  private static String problem(Call call) {
    return switch (call.end()) {
      case ANSWERED -> throw new IllegalArgumentException("no problem");
      case REFUSED -> "HTTP status " + call.status().orElseThrow();
      case NOT_CONNECTED -> "no connection";
      case TIMED_OUT -> "no answer in time";
      case BROKEN -> "the answer is too long, broke off, or is none of HTTP";
    };
  }
}
