package org.atlasagent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The DaemonSet that is shipped: Kubernetes understands all of it, and it asks for no more rights.
 */
class DaemonSetTest {
  private String yaml = "";

  @BeforeEach
  void read() throws IOException {
    yaml = Files.readString(Path.of("packaging/kubernetes/daemonset.yaml"));
  }

  @Test
  void isOneOfKubernetes() {
    DaemonSet daemonSet = KubernetesManifest.daemonSet(yaml);

    assertThat(daemonSet.getApiVersion()).isEqualTo(HasMetadata.getApiVersion(DaemonSet.class));
    assertThat(daemonSet.getKind()).isEqualTo(HasMetadata.getKind(DaemonSet.class));
    assertThat(daemonSet.getMetadata().getName()).isEqualTo("atlas-system-agent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hostNetwork: true                 | hostNetworks: true                  | hostNetworks
          mountPropagation: HostToContainer | propagation: HostToContainer        | propagation
          allowPrivilegeEscalation: false   | runAsNonroot: true                  | runAsNonroot
          maxUnavailable: 10%               | maxUnavailible: 10%                 | maxUnavailible
          updateStrategy:                   | strategy:                           | strategy
          - operator: Exists                | - operators: Exists                 | operators
          hostNetwork: true                 | hostNetwork: "true"                 | hostNetwork
          runAsUser: 65534                  | runAsUser: nobody                   | runAsUser
          runAsUser: 65534                  | runAsUser: "65534"                  | runAsUser
          supplementalGroups: [65534]       | supplementalGroups: 65534           | supplementalGroups
          supplementalGroups: [65534]       | supplementalGroups: [spectatord]    | supplementalGroups
          terminationGracePeriodSeconds: 10 | terminationGracePeriodSeconds: 10s  | terminationGrace
          kubernetes.io/os: linux           | kubernetes.io/os: true              | nodeSelector
          - run                             | - 1                                 | args
          dnsPolicy: Default                | hostNetwork: false                  | hostNetwork
          drop: [ALL]                       | drop: ALL                           | drop
          """)
  void anotherFieldOrAnotherTypeIsRefused(String right, String wrong, String named) {
    assertThat(yaml).containsOnlyOnce(right);

    assertThatThrownBy(() -> KubernetesManifest.daemonSet(yaml.replace(right, wrong)))
        .hasMessageContaining(named);
  }

  @Test
  void findsItsPodsAndItsVolumes() {
    DaemonSet daemonSet = KubernetesManifest.daemonSet(yaml);
    PodSpec pod = daemonSet.getSpec().getTemplate().getSpec();

    assertThat(daemonSet.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(daemonSet.getSpec().getSelector().getMatchLabels());
    assertThat(container(daemonSet).getVolumeMounts())
        .extracting(VolumeMount::getName)
        .containsExactlyInAnyOrderElementsOf(
            pod.getVolumes().stream().map(Volume::getName).toList());
  }

  @Test
  void seesTheHostAndMayChangeNothing() {
    DaemonSet daemonSet = KubernetesManifest.daemonSet(yaml);
    PodSpec pod = daemonSet.getSpec().getTemplate().getSpec();
    Container container = container(daemonSet);

    assertThat(pod.getHostNetwork()).isTrue();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
    assertThat(container.getVolumeMounts())
        .singleElement()
        .satisfies(mount -> {
          assertThat(container.getArgs()).contains("--root=" + mount.getMountPath());
          assertThat(mount.getReadOnly()).isTrue();
          assertThat(mount.getMountPropagation()).isEqualTo("HostToContainer");
        });
  }

  @Test
  void asksForNoMoreThanItsLimit() {
    Container container = container(KubernetesManifest.daemonSet(yaml));

    assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
    assertThat(container.getResources().getLimits()).containsOnlyKeys("memory");
    assertThat(memory(container.getResources().getLimits()))
        .isGreaterThan(memory(container.getResources().getRequests()));
  }

  private static Container container(DaemonSet daemonSet) {
    PodSpec pod = daemonSet.getSpec().getTemplate().getSpec();
    assertThat(pod.getContainers()).hasSize(1);
    return pod.getContainers().getFirst();
  }

  private static long memory(Map<String, Quantity> resources) {
    return Quantity.getAmountInBytes(requireNonNull(resources.get("memory"))).longValueExact();
  }
}
