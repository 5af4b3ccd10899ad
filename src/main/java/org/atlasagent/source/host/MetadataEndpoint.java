package org.atlasagent.source.host;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.atlasagent.source.SourceException;

/** Where the metadata service is, by the variables that the tools of AWS use. */
final class MetadataEndpoint {
  private static final String IPV4 = "http://169.254.169.254";
  private static final String IPV6 = "http://[fd00:ec2::254]";

  private MetadataEndpoint() {}

  /**
   * The address without a slash at its end.
   *
   * @param endpoint AWS_EC2_METADATA_SERVICE_ENDPOINT; stronger than the mode
   * @param mode AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: IPv4 or IPv6
   */
  static String of(Optional<String> endpoint, Optional<String> mode) {
    if (endpoint.isPresent()) {
      return checked(endpoint.get());
    }
    return switch (mode.orElse("IPv4").toLowerCase(Locale.ROOT)) {
      case "ipv4" -> IPV4;
      case "ipv6" -> IPV6;
      default ->
          throw new SourceException(
              "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
              "expected IPv4 or IPv6, not '" + mode.orElse("") + "'");
    };
  }

  private static String checked(String text) {
    if (!isHttpAddress(text)) {
      throw new SourceException(
          "AWS_EC2_METADATA_SERVICE_ENDPOINT", "expected http://host[:port], not '" + text + "'");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static boolean isHttpAddress(String text) {
    try {
      URI uri = new URI(text);
      return "http".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException wrong) {
      return false;
    }
  }
}
