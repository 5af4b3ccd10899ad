package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataEndpointTest {
  private static final Optional<String> UNSET = Optional.empty();

  @Test
  void theDefaultIsTheLinkLocalAddress() {
    assertThat(MetadataEndpoint.of(UNSET, UNSET)).isEqualTo("http://169.254.169.254");
    assertThat(MetadataEndpoint.of(UNSET, Optional.of("IPv4"))).isEqualTo("http://169.254.169.254");
  }

  @ParameterizedTest
  @ValueSource(strings = {"IPv6", "ipv6", "IPV6"})
  void theModeChoosesTheAddressOfIpVersion6(String mode) {
    assertThat(MetadataEndpoint.of(UNSET, Optional.of(mode))).isEqualTo("http://[fd00:ec2::254]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "http://[::1]:8080", "http://imds/prefix"})
  void anAddressThatIsGivenIsStronger(String endpoint) {
    assertThat(MetadataEndpoint.of(Optional.of(endpoint), Optional.of("IPv6"))).isEqualTo(endpoint);
    assertThat(MetadataEndpoint.of(Optional.of(endpoint + "/"), UNSET)).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "https://169.254.169.254",
        "file:///etc/passwd",
        "http://",
        "http:///latest",
        "http://user:word@host",
        "http://host?a=b",
        "http://host#a",
        "http://ho st",
        "http://[::1",
        "http://host:port"
      })
  void whatIsNoAddressNamesTheVariable(String endpoint) {
    assertThatThrownBy(() -> MetadataEndpoint.of(Optional.of(endpoint), UNSET))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "AWS_EC2_METADATA_SERVICE_ENDPOINT: expected http://host[:port], not '%s'"
                .formatted(endpoint));
  }

  @Test
  void anUnknownModeNamesTheVariable() {
    assertThatThrownBy(() -> MetadataEndpoint.of(UNSET, Optional.of("IPv5")))
        .isInstanceOf(SourceException.class)
        .hasMessage("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: expected IPv4 or IPv6, not 'IPv5'");
  }
}
