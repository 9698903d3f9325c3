/**
 * Namespaces on Docker Hub of the software's publisher: Docker Verified Publishers, Docker-sponsored open source, and projects' own
 * organisations. As of `KNOWLEDGE_DATE`. Every namespace is named in the manual of its project. A well-known name alone is not enough,
 * because anyone can register it.
 */
const lines = [
  // Docker itself
  'docker moby mcp',
  // Operating systems, by their makers
  'ubuntu redhat rockylinux almalinux opensuse linuxkit kalilinux archlinux gentoo nixos',
  // Clouds, hardware and platforms (Docker Verified Publishers)
  'amazon google microsoft ibmcom nvidia intel rocm cloudflare digitalocean heroku rancher portainer okteto codercom gitpod',
  // Bitnami (Broadcom); the legacy namespace is frozen (see the end-of-life table)
  'bitnami bitnamicharts bitnamilegacy bitnamisecure',
  // Databases and search, by their vendors
  'redis mysql mariadb mongodb percona postgis pgvector timescale citusdata cockroachdb yugabytedb scylladb couchbase neo4j',
  'arangodb clickhouse yandex questdb trinodb prestodb elastic opensearchproject typesense getmeili qdrant semitechnologies',
  'chromadb milvusdb surrealdb dgraph edgedb tarantool memgraph starrocks pingcap vitess crate eqalpha valkey',
  'dpage postgrest hasura supabase nocodb',
  // Queues and streams
  'apache apachepulsar confluentinc pivotalrabbitmq natsio emqx hivemq eclipse redpandadata vectorized debezium',
  // Monitoring, logs, traces
  'grafana prom prometheuscommunity datadog newrelic dynatrace splunk sumologic getsentry fluent timberio otel jaegertracing',
  'openzipkin thanosio victoriametrics cortexproject netdata zabbix checkmk graylog signoz louislam oliver006',
  // Proxies, meshes, networks
  'nginx nginxinc traefik haproxytech envoyproxy istio cilium calico flannel weaveworks kong tailscale openresty authelia',
  'pomerium f5networks nginxproxy jwilder ngrok pihole adguard openvpn netbirdio headscale',
  // HashiCorp, GitOps, Kubernetes
  'hashicorp kubernetesui kindest fluxcd argoproj goharbor velero crossplane openebs longhornio portworx kubesphere',
  'openpolicyagent daprio loftsh',
  // Security tools
  'aquasec anchore snyk sysdig falcosecurity clamav zaproxy owasp wazuh crowdsecurity trufflesecurity zricethezav bridgecrew',
  'checkmarx semgrep returntocorp projectdiscovery securecodebox hadolint koalaman dependencytrack cyclonedx defectdojo',
  'greenbone dexidp oryd fusionauth openfga authzed',
  // Builds, forges, artefacts
  'jenkins gitlab gitea gogs drone woodpeckerci circleci cimg jetbrains buildkite concourse gocd sonatype sonatypecommunity',
  'sonarsource renovate verdaccio atlassian earthly paketobuildpacks buildpacksio cnbs tonistiigi golangci',
  // Languages and runtimes
  'denoland oven continuumio condaforge mambaorg jupyter rocker rstudio serversideup dunglas hexpm azul bellsoft adoptopenjdk',
  'payara jboss crystallang',
  // Machine learning
  'pytorch tensorflow ollama vllm localai kubeflownotebookswg ultralytics rayproject langchain langflowai flowiseai langgenius',
  // Data and workflow
  'metabase airbyte prefecthq dagster kestra temporalio camunda n8nio nodered minio ceph rook treeverse projectnessie',
  // Applications, by their projects
  'nextcloud collabora onlyoffice owncloud mattermost rocketchat zulip matrixdotorg vectorim jitsi discourse moodlehq',
  'linuxserver homeassistant esphome jellyfin plexinc emby vaultwarden bitwarden passbolt photoprism freshrss miniflux',
  'wallabag plausible chatwoot listmonk baserow budibase appsmith tooljet outlinewiki wekanteam vikunja openproject',
  'penpotapp excalidraw jgraph plantuml gotenberg syncthing filebrowser restic rclone duplicati mailhog axllent mailserver',
  'directus frappe',
  // Testing
  'selenium cypress browserless testcontainers wiremock mockserver localstack postman swaggerapi redocly curlimages bufbuild',
];

/** First path components on Docker Hub that are trusted by default. */
export const HUB_PUBLISHERS: ReadonlySet<string> = new Set(lines.flatMap((line) => line.split(' ')));
