/** Images of agents that watch or serve the host, and what of the host they need. Each row names the file of its repository, or the page of its manual, that installs it so. */

/**
 * `files`: mounts of the host. `runtime`: the socket of the container runtime, which lies below `/` too. `namespaces`: the host's network, processes or IPC. `privileges`:
 * all capabilities. `capabilities`: some of them. `ports`: ports of the node.
 */
export type HostNeed = 'files' | 'runtime' | 'namespaces' | 'privileges' | 'capabilities' | 'ports';

/** `system`: write access to what the host runs from, such as the plugins and mounts of the kubelet. */
export type AgentNeed = HostNeed | 'system';

export interface Agent {
  readonly name: RegExp;
  readonly needs: readonly AgentNeed[];
}

const LOGS: readonly AgentNeed[] = ['files'];
const EBPF: readonly AgentNeed[] = ['files', 'namespaces', 'privileges'];
const MONITOR: readonly AgentNeed[] = ['files', 'runtime', 'namespaces', 'privileges'];
const PLUGIN: readonly AgentNeed[] = ['files', 'system', 'namespaces', 'privileges'];

export const AGENTS: readonly Agent[] = [
  {
    name: /^(?:prom|quay\.io\/prometheus|bitnami|bitnamilegacy)\/node-exporter$/,
    needs: ['files', 'runtime', 'namespaces', 'ports'],
    // prometheus/node_exporter, README, "Docker"
  },
  {
    name: /^(?:gcr\.io\/(?:cadvisor|google-containers)|google|ghcr\.io\/google|bitnami|bitnamilegacy)\/cadvisor$/,
    needs: ['files', 'runtime', 'privileges'],
    // google/cadvisor, README, "Quick Start"
  },
  {
    name: /^(?:fluent\/fluentd(?:-kubernetes-daemonset)?|quay\.io\/fluentd_elasticsearch\/fluentd|gcr\.io\/(?:google-containers|fluentd-elasticsearch)\/fluentd(?:-elasticsearch)?|k8s\.gcr\.io\/fluentd-elasticsearch|(?:bitnami|bitnamilegacy)\/fluentd)$/,
    needs: LOGS,
    // fluent/fluentd-kubernetes-daemonset, fluentd-daemonset-elasticsearch.yaml
  },
  {
    name: /^(?:(?:cr\.fluentbit\.io\/)?fluent\/fluent-bit|(?:amazon|public\.ecr\.aws\/aws-observability)\/aws-for-fluent-bit|(?:bitnami|bitnamilegacy)\/fluent-bit)$/,
    needs: LOGS,
    // fluent/helm-charts, charts/fluent-bit/values.yaml (daemonSetVolumes)
  },
  {
    name: /^grafana\/promtail$/,
    needs: [...LOGS, 'runtime'],
    // grafana/helm-charts, charts/promtail/values.yaml; Prometheus documentation, `docker_sd_configs`
  },
  {
    name: /^(?:timberio|docker\.io\/timberio)\/vector$/,
    needs: LOGS,
    // vectordotdev/helm-charts, charts/vector, role `Agent`
  },
  {
    name: /^(?:datadog|gcr\.io\/datadoghq|public\.ecr\.aws\/datadog|registry\.datadoghq\.com)\/agent$/,
    needs: ['files', 'runtime', 'namespaces', 'ports'],
    // DataDog/helm-charts, charts/datadog, _container-trace-agent.yaml and _daemonset-volumes-linux.yaml
  },
  {
    name: /^newrelic\/(?:infrastructure|infrastructure-k8s|infrastructure-bundle)$/,
    needs: MONITOR,
    // newrelic/nri-kubernetes, charts/newrelic-infrastructure, "Privileged mode"
  },
  {
    name: /^(?:dynatrace\/oneagent|public\.ecr\.aws\/dynatrace\/dynatrace-oneagent)$/,
    needs: MONITOR,
    // Dynatrace documentation, "Set up OneAgent as a Docker container"
  },
  {
    name: /^(?:docker\.elastic\.co\/(?:beats|elastic-agent)|elastic)\/(?:filebeat|metricbeat|auditbeat|packetbeat|elastic-agent)(?:-oss|-wolfi|-complete)?$/,
    needs: ['files', 'runtime', 'namespaces'],
    // elastic/elastic-agent and elastic/beats, deploy/kubernetes
  },
  {
    name: /^(?:quay\.io\/)?sysdig\/(?:agent|agent-slim|agent-kmodule|host-shield)$/,
    needs: MONITOR,
    // sysdiglabs/charts, charts/agent, daemonset.yaml
  },
  {
    name: /^(?:public\.ecr\.aws\/falcosecurity|falcosecurity)\/(?:falco|falco-no-driver|falco-driver-loader)$/,
    needs: MONITOR,
    // falcosecurity/charts, charts/falco/templates/pod-template.tpl
  },
  {
    name: /^quay\.io\/cilium\/tetragon$/,
    needs: MONITOR,
    // cilium/tetragon, install/kubernetes/tetragon/templates/_container_tetragon.tpl
  },
  {
    name: /^(?:(?:quay\.io\/)?cilium\/cilium|(?:bitnami|bitnamilegacy)\/cilium)$/,
    needs: [...PLUGIN, 'runtime', 'ports'],
    // cilium/cilium, install/kubernetes/cilium/templates/cilium-agent/daemonset.yaml
  },
  {
    name: /^(?:quay\.io\/)?calico\/(?:calico|node|cni|pod2daemon-flexvol|csi|node-driver-registrar)$/,
    needs: [...PLUGIN, 'ports'],
    // projectcalico/calico, charts/calico/templates/calico-node.yaml
  },
  {
    name: /^(?:ghcr\.io\/flannel-io|quay\.io\/coreos|flannel|rancher)\/(?:mirrored-flannelcni-)?flannel(?:-cni-plugin)?$/,
    needs: PLUGIN,
    // flannel-io/flannel, Documentation/kube-flannel.yml
  },
  {
    name: /^(?:registry\.k8s\.io|k8s\.gcr\.io)\/kube-proxy(?:-amd64|-arm64)?$/,
    needs: PLUGIN,
    // kubernetes/kubernetes, cmd/kubeadm/app/phases/addons/proxy/manifests.go
  },
  {
    name: /^(?:registry\.k8s\.io\/dns|k8s\.gcr\.io\/dns|k8s\.gcr\.io|registry\.k8s\.io)\/k8s-dns-node-cache$/,
    needs: ['files', 'namespaces', 'privileges'],
    // kubernetes/kubernetes, cluster/addons/dns/nodelocaldns/nodelocaldns.yaml
  },
  {
    name: /^(?:quay\.io\/)?metallb\/(?:speaker|frr-k8s)$/,
    needs: ['namespaces', 'capabilities', 'ports'],
    // metallb/metallb, config/controllers/speaker.yaml
  },
  {
    name: /^(?:registry\.k8s\.io|k8s\.gcr\.io)\/node-problem-detector(?:\/node-problem-detector)?$/,
    needs: ['files', 'namespaces', 'privileges'],
    // kubernetes/node-problem-detector, deployment/node-problem-detector.yaml
  },
  {
    name: /^(?:apache|ghcr\.io\/apache\/skywalking-rover)\/skywalking-rover$/,
    needs: MONITOR,
    // apache/skywalking-rover, documentation, "Deploy on Kubernetes", rover-daemonset.yml
  },
  {
    name: /^ghcr\.io\/parca-dev\/parca-agent$/,
    needs: MONITOR,
    // parca-dev/parca-agent, deploy/manifests/parca-agent-daemonSet.yaml
  },
  {
    name: /^grafana\/agent$/,
    needs: [...LOGS, 'runtime'],
    // Grafana documentation, "Collect Kubernetes logs"; 2026-11-30
  },
  {
    name: /^grafana\/alloy$/,
    needs: MONITOR,
    // Grafana documentation, "Collect Kubernetes logs" and "Setup eBPF Profiling on Docker" (`--pid=host` and `--privileged` are required); 2026-12-01
  },
  {
    name: /^(?:otel|ghcr\.io\/open-telemetry\/opentelemetry-collector-releases)\/opentelemetry-collector(?:-contrib|-k8s)?$/,
    needs: ['files', 'runtime'],
    // open-telemetry/opentelemetry-helm-charts, _config.tpl; docs.datadoghq.com, "Docker Metrics"; 2026-11-30
  },
  {
    name: /^grafana\/(?:beyla|ebpf-autoinstrument)$/,
    needs: EBPF,
    // Grafana documentation, "Deploy Beyla in Kubernetes"
  },
  {
    name: /^(?:otel|ghcr\.io\/open-telemetry\/[\w-]+)\/(?:ebpf-instrument|opentelemetry-collector-ebpf-profiler)$/,
    needs: EBPF,
    // open-telemetry/opentelemetry-ebpf-profiler, README; OpenTelemetry documentation, "OBI in Kubernetes"
  },
  {
    name: /^(?:ghcr\.io\/)?coroot\/coroot-node-agent$/,
    needs: EBPF,
    // coroot/helm-charts, charts/node-agent/templates/daemonset.yaml
  },
  {
    name: /^ghcr\.io\/inspektor-gadget\/inspektor-gadget$/,
    needs: MONITOR,
    // inspektor-gadget/inspektor-gadget, charts/gadget/templates/daemonset.yaml
  },
  {
    name: /^(?:docker\.io\/)?aquasec\/tracee$/,
    needs: MONITOR,
    // aquasecurity.github.io/tracee, "Running Tracee with Docker"; 2026-12-01
  },
  {
    name: /^ncabatoff\/process-exporter$/,
    needs: EBPF,
    // ncabatoff/process-exporter, README, "Docker": all capabilities and `/proc`; 2026-12-01
  },
  {
    name: /^nicolargo\/glances$/,
    needs: ['files', 'runtime', 'namespaces'],
    // nicolargo/glances, documentation, "Docker" (`--pid host`); 2026-12-01
  },
  {
    name: /^kubearmor\/kubearmor$/,
    needs: MONITOR,
    // kubearmor/KubeArmor, pull request 1790, a Compose file in which it fails without `privileged`; 2026-12-01
  },
  {
    name: /^telegraf$/,
    needs: ['files', 'runtime', 'namespaces'],
    // influxdata/influxdata-docker, documentation of the image `telegraf`, "Monitoring the Docker Engine Host"
  },
  {
    name: /^netdata\/netdata$/,
    needs: ['files', 'runtime', 'namespaces', 'ports'],
    // netdata/netdata, packaging/docker/README.md
  },
  {
    name: /^(?:registry\.k8s\.io|quay\.io|k8s\.gcr\.io|gcr\.io|mcr\.microsoft\.com|public\.ecr\.aws)\/(?:[\w.-]+\/)*(?:[\w-]+-csi(?:-driver|-plugin|-node)?|csi-driver|cephcsi|csi-node-driver-registrar|hostpathplugin|nfsplugin|smbplugin)$/,
    needs: PLUGIN,
    // Kubernetes CSI documentation, "Deploying CSI Driver on Kubernetes", node plugin
  },
  {
    name: /^(?:nvcr\.io\/nvidia\/k8s-device-plugin|nvidia\/k8s-device-plugin|rocm\/k8s-device-plugin|(?:ghcr\.io\/)?intel\/intel-[\w-]+-plugin)$/,
    needs: ['files', 'system', 'privileges'],
    // NVIDIA/k8s-device-plugin, deployments/static; Kubernetes documentation, "Device Plugins"
  },
  {
    name: /^longhornio\/longhorn-(?:manager|engine|instance-manager|share-manager)$/,
    needs: [...PLUGIN, 'runtime'],
    // longhorn/longhorn, deploy/longhorn.yaml
  },
  {
    name: /^openebs\/(?:node-disk-manager|ndm|mayastor-io-engine|mayastor-csi-node|zfs-driver|lvm-driver)$/,
    needs: PLUGIN,
    // openebs/openebs, charts, node DaemonSets
  },
  {
    name: /^(?:rook\/ceph|(?:quay\.io\/)?ceph\/ceph)$/,
    needs: PLUGIN,
    // rook/rook, deploy/examples/operator.yaml, direct-mount.yaml
  },
  {
    name: /^velero\/velero$/,
    needs: ['files', 'system', 'privileges'],
    // vmware-tanzu/helm-charts, charts/velero/templates/node-agent-daemonset.yaml
  },
  {
    name: /^portworx\/(?:oci-monitor|px-enterprise|px-essentials|px-base-enterprise)$/,
    needs: [...PLUGIN, 'runtime', 'ports'],
    // Portworx documentation, "Install on Kubernetes", DaemonSet specification
  },
];
