/**
 * Namespaces that we hold for those of well-known projects, without a source. They only silence: no image of theirs is reported as one of
 * an unknown publisher. No look-alike is derived from them. docs/knowledge.md lists them.
 */
import type { CommunityRegistry } from './registries.ts';

const words = (...lines: string[]): readonly string[] => lines.flatMap((line) => line.split(' '));

export const UNSOURCED_PUBLISHERS: Readonly<Record<CommunityRegistry, readonly string[]>> = {
  'docker.io': words(
    'adoptopenjdk airbyte almalinux appsmith arangodb archlinux authzed azul baserow bitnamicharts bitnamisecure bitwarden',
    'bridgecrew browserless budibase bufbuild buildkite buildpacksio ceph checkmarx checkmk chromadb citusdata cnbs collabora',
    'cortexproject crossplane crystallang cyclonedx dagster defectdojo digitalocean directus duplicati dynatrace earthly',
    'eclipse edgedb elastic emby eqalpha esphome excalidraw f5networks flannel flowiseai frappe gentoo getsentry gocd gogs',
    'google graylog greenbone hexpm homeassistant ibmcom intel jboss jwilder kalilinux kestra kubeflownotebookswg kubesphere',
    'langchain langflowai langgenius linuxkit listmonk localai loftsh mariadb mcp memgraph metabase mockserver moodlehq',
    'netbirdio ngrok nocodb nvidia okteto openebs openproject openvpn outlinewiki owasp owncloud paketobuildpacks photoprism',
    'pingcap pomerium portworx postman prestodb projectdiscovery projectnessie pytorch redhat redocly rocm rstudio',
    'securecodebox sonatypecommunity starrocks sumologic swaggerapi tarantool tooljet treeverse ultralytics vectorim',
    'vectorized vllm wallabag weaveworks wekanteam yandex',
  ),
  'ghcr.io': words(
    'actualbudget argoproj-labs berriai buildpacks chainguard-images chaos-mesh cirruslabs cli corentinth defectdojo',
    'dependabot dependencytrack devcontainers docmost falcosecurity ggml-org github google gotenberg grafana headlamp-k8s',
    'huggingface inspektor-gadget it-tools jaegertracing juanfont k0sproject k8snetworkplumbingwg karakeep-app knative kserve',
    'kubewarden loft-sh louislam mealie-recipes mlflow ollama open-policy-agent owasp oxsecurity plausible postgis prefix-dev',
    'projectdiscovery prometheus-community puppeteer rook seerr-team siderolabs spegel-org spiffe toeverything tursodatabase',
    'twentyhq wolfi-dev zricethezav',
  ),
  'public.ecr.aws': words(
    'almalinux aquasecurity aws-appmesh aws-cli aws-containers aws-controllers-k8s aws-ec2 aws-gcr-solutions',
    'aws-mountpoint-s3-csi-driver aws-secrets-manager awsguru bitnami cloudwatch-agent debian deep-learning-containers docker',
    'dynatrace ebs-csi-driver ecs efs-csi-driver eks-anywhere eks-distro elastic emr-containers emr-on-eks emr-serverless',
    'gitlab grafana gravitational hashicorp neuron newrelic nginx redis rockylinux sam spacelift splunk sumologic ubuntu',
  ),
  'quay.io': words(
    'ansible-lint apicurio backube biocontainers centos centos-bootc centos7 cilium cloudservices condaforge containers',
    'dexidp enterprise-contract external_storage fedora fedora-ostree-desktops frrouting helmpack influxdb jaegertracing',
    'jboss knative konflux-ci kserve kuadrant kubernetes-ingress-controller kubevirt kubevirt-prod libpod netobserv okd',
    'opendatahub openshift openshift-knative openshift-release-dev opentelemetry operator-framework operatorhubio pires pypa',
    'quay redhat rhscl rook signalfx skupper submariner tektoncd velero wildfly',
  ),
  'registry.gitlab.com': words('components gitlab-com gitlab-org security-products'),
};
