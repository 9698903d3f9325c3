/**
 * Registries on which anyone can publish, and the namespaces of well-known projects there. As of `KNOWLEDGE_DATE`. Source: the image
 * names in each project's own installation manual. On every other registry only the owner or customers can publish. Docker Hub has its
 * own table.
 */

const words = (...lines: string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')));

/** Trusted first path components, or whole repositories, by registry. */
export const COMMUNITY_PUBLISHERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'ghcr.io',
    words(
      // GitHub and other forges and build tools
      'github actions cli dependabot renovatebot super-linter oxsecurity devcontainers goreleaser astral-sh pnpm prefix-dev',
      // Kubernetes and GitOps
      'fluxcd kyverno external-secrets kubereboot stakater dexidp argoproj-labs crossplane cloudnative-pg kedacore chaos-mesh',
      'kube-vip projectcontour k3d-io spegel-org siderolabs cert-manager k8snetworkplumbingwg stefanprodan dapr',
      'spiffe open-policy-agent kubewarden knative buildpacks kserve k0sproject loft-sh headlamp-k8s rook',
      // Observability
      'open-telemetry grafana prometheus-community inspektor-gadget jaegertracing louislam',
      // Security
      'aquasecurity anchore sigstore zaproxy zricethezav gitleaks google falcosecurity defectdojo zitadel goauthentik authelia',
      'hadolint owasp dependencytrack wolfi-dev chainguard-images projectdiscovery trufflesecurity',
      // Databases, queues and runtimes
      'ferretdb dragonflydb tursodatabase cloudnative-pg postgis graalvm puppeteer browserless cirruslabs oracle',
      'mlflow huggingface open-webui berriai ggml-org ollama',
      // Applications
      'home-assistant esphome immich-app paperless-ngx linuxserver gethomepage juanfont advplyr goauthentik wg-easy mealie-recipes',
      'element-hq matrix-org mastodon umami-software plausible karakeep-app seerr-team usememos toeverything',
      'docmost gotenberg corentinth it-tools dani-garcia bitwarden actualbudget twentyhq',
    ),
  ],
  [
    'quay.io',
    words(
      // Red Hat, Fedora, CentOS and OpenShift
      'redhat fedora centos centos7 centos-bootc fedora-ostree-desktops openshift openshift-release-dev okd operator-framework',
      'operatorhubio sclorg podman buildah skopeo containers ansible quay libpod rhscl',
      // Monitoring
      'prometheus prometheuscommunity prometheus-operator thanos brancz jaegertracing kiali opentelemetry signalfx',
      // Kubernetes
      'coreos jetstack argoproj argoprojlabs cilium calico tigera metallb frrouting external_storage kubernetes-ingress-controller',
      'ceph cephcsi rook csiaddons kubevirt kubevirt-prod submariner strimzi debezium apicurio netobserv oauth2-proxy dexidp',
      'cloudservices enterprise-contract konflux-ci tektoncd backube velero helmpack kuadrant kserve opendatahub',
      'minio openshift-knative knative skupper',
      // Applications and runtimes
      'keycloak wildfly infinispan quarkus jboss jupyter ansible-lint pypa pires influxdb biocontainers condaforge',
    ),
  ],
  [
    'public.ecr.aws',
    words(
      // Official images of Docker and of AWS
      'docker lambda amazonlinux amazoncorretto eks eks-distro eks-anywhere karpenter aws-observability aws-secrets-manager',
      'aws-ec2 aws-cli aws-controllers-k8s cloudwatch-agent codebuild ecs aws-gcr-solutions sam xray appmesh',
      'aws-containers aws-appmesh aws-mountpoint-s3-csi-driver ebs-csi-driver efs-csi-driver neuron deep-learning-containers',
      'bottlerocket emr-on-eks emr-serverless emr-containers',
      // Verified accounts of vendors
      'ubuntu bitnami nginx redis datadog newrelic dynatrace elastic grafana hashicorp gravitational gitlab sumologic splunk',
      'debian almalinux rockylinux spacelift aquasecurity docker/library awsguru',
    ),
  ],
  [
    'registry.gitlab.com',
    words(
      // GitLab's own groups
      'gitlab-org security-products gitlab-com components',
    ),
  ],
]);
