/**
 * Images whose default user is not root, with the USER of their Dockerfile. As of `KNOWLEDGE_DATE`. The source of each row is the
 * Dockerfile (or its template) of the image's project, or the source in the row's comment.
 */
export interface OtherUser {
  /** Image names, separated by spaces. `*` stands for a last path component. */
  readonly images: string;
  readonly name?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** The first version of the image with this user. `earlier` is the user before it; unknown when absent. */
  readonly since?: string;
  readonly earlier?: 'root';
  /** Only tags with this word. */
  readonly word?: string;
}

export const OTHER_USERS: readonly OtherUser[] = [
  // Caches and proxies
  { images: 'memcached', name: 'memcache', uid: 11211, gid: 11211 }, // docker-library/memcached
  { images: 'haproxy', name: 'haproxy', uid: 99, gid: 99, since: '2.4', earlier: 'root' }, // docker-library/haproxy, 2.4 on
  { images: 'nginxinc/nginx-unprivileged ghcr.io/nginxinc/nginx-unprivileged', name: 'nginx', uid: 101, gid: 101 }, // its purpose
  { images: 'nginx/nginx-ingress', name: 'nginx', uid: 101 }, // F5's controller
  { images: 'kong kong/kong-gateway', name: 'kong' }, // USER kong
  { images: 'cloudflare/cloudflared', name: 'nonroot', uid: 65532, gid: 65532 }, // on distroless
  // Elastic and OpenSearch
  {
    images: 'elasticsearch docker.elastic.co/elasticsearch/elasticsearch elastic/elasticsearch', // 8.0: USER 1000:0
    name: 'elasticsearch',
    uid: 1000,
    gid: 0,
    since: '8.0',
    earlier: 'root',
  },
  { images: 'kibana docker.elastic.co/kibana/kibana', name: 'kibana', uid: 1000 }, // USER 1000
  { images: 'logstash docker.elastic.co/logstash/logstash', name: 'logstash', uid: 1000 }, // USER 1000
  { images: 'docker.elastic.co/beats/filebeat', name: 'filebeat', uid: 1000 }, // beats' packaging template
  { images: 'docker.elastic.co/beats/metricbeat', name: 'metricbeat', uid: 1000 }, // as above
  { images: 'opensearchproject/opensearch opensearchproject/opensearch-dashboards', uid: 1000 }, // opensearch-build
  { images: 'solr', name: 'solr', uid: 8983 }, // USER $SOLR_USER
  // Monitoring
  { images: 'grafana/grafana grafana/grafana-oss grafana/grafana-enterprise', name: 'grafana', uid: 472 }, // since 5.1
  { images: 'grafana/loki', name: 'loki', uid: 10001 }, // cmd/loki/Dockerfile
  { images: 'grafana/k6', uid: 12345 }, // USER 12345
  {
    images:
      'prom/prometheus prom/alertmanager prom/pushgateway prom/node-exporter prom/statsd-exporter prom/mysqld-exporter ' +
      'prom/memcached-exporter quay.io/prometheus/prometheus quay.io/prometheus/alertmanager quay.io/prometheus/pushgateway ' +
      'quay.io/prometheus/node-exporter quay.io/prometheus/statsd-exporter quay.io/prometheus/mysqld-exporter ' +
      'quay.io/prometheuscommunity/postgres-exporter prometheuscommunity/postgres-exporter', // USER nobody on busybox
    name: 'nobody',
    uid: 65534,
    gid: 65534,
  },
  { images: 'quay.io/thanos/thanos thanosio/thanos', uid: 1001 }, // USER 1001
  { images: 'otel/opentelemetry-collector otel/opentelemetry-collector-contrib', uid: 10001 }, // ARG USER_UID=10001
  { images: 'ghcr.io/open-telemetry/opentelemetry-collector-releases/*', uid: 10001 }, // same releases
  { images: 'jaegertracing/all-in-one jaegertracing/jaeger-collector jaegertracing/jaeger-query', uid: 10001 }, // USER ${USER_UID}
  { images: 'quay.io/kiali/kiali', name: 'kiali', uid: 1000 }, // USER kiali
  { images: 'openzipkin/zipkin', name: 'zipkin' }, // USER zipkin
  { images: 'fluent/fluentd fluentd', name: 'fluent' }, // USER fluent
  // Build servers, forges, code quality
  { images: 'jenkins/jenkins jenkins/agent jenkins/inbound-agent jenkins', name: 'jenkins', uid: 1000, gid: 1000 }, // USER ${user}
  { images: 'gitea/gitea', name: 'git', uid: 1000, gid: 1000, word: 'rootless' }, // Dockerfile.rootless
  { images: 'sonarqube', name: 'sonarqube', uid: 1000, gid: 0, since: '10.0' }, // USER sonarqube
  { images: 'sonatype/nexus3', name: 'nexus', uid: 200, gid: 200 }, // USER nexus
  { images: 'releases-docker.jfrog.io/jfrog/*', name: 'artifactory', uid: 1030, gid: 1030 }, // JFrog's documentation
  { images: 'verdaccio/verdaccio', uid: 10001 }, // USER $VERDACCIO_USER_UID
  { images: 'ghcr.io/actions/actions-runner', name: 'runner', uid: 1001 }, // adduser --uid 1001 runner
  { images: 'renovate/renovate ghcr.io/renovatebot/renovate' }, // USER 12021, formerly 1000
  { images: 'circleci/* cimg/*', name: 'circleci', uid: 3434, gid: 3434 }, // CircleCI's convenience images
  { images: 'docker', name: 'rootless', uid: 1000, gid: 1000, word: 'rootless' }, // dind-rootless
  { images: 'moby/buildkit', name: 'user', uid: 1000, gid: 1000, word: 'rootless' }, // target `rootless`
  // Kubernetes components
  { images: 'quay.io/argoproj/argocd argoproj/argocd', name: 'argocd', uid: 999 }, // USER $ARGOCD_USER_ID
  { images: 'quay.io/argoproj/workflow-controller quay.io/argoproj/argocli', uid: 8737 }, // USER 8737
  { images: 'ghcr.io/fluxcd/*', uid: 65534, gid: 65534 }, // USER 65534:65534 in every controller
  {
    images:
      'quay.io/jetstack/cert-manager-controller quay.io/jetstack/cert-manager-webhook quay.io/jetstack/cert-manager-cainjector ' +
      'quay.io/jetstack/cert-manager-acmesolver', // USER 1000
    uid: 1000,
  },
  { images: 'registry.k8s.io/ingress-nginx/controller', name: 'www-data', uid: 101 }, // rootfs/Dockerfile
  { images: 'registry.k8s.io/metrics-server/metrics-server', uid: 65534 }, // USER 65534
  { images: 'registry.k8s.io/kube-state-metrics/kube-state-metrics', uid: 65534 }, // USER nobody
  { images: 'registry.k8s.io/external-dns/external-dns' }, // 65534, later 65532
  { images: 'registry.k8s.io/pause k8s.gcr.io/pause', uid: 65535, gid: 65535, since: '3.2' }, // build/pause/Dockerfile
  { images: 'ghcr.io/dexidp/dex dexidp/dex quay.io/dexidp/dex', uid: 1001, gid: 1001 }, // USER 1001:1001
  { images: 'ghcr.io/external-secrets/external-secrets' }, // distroless, non-root
  { images: 'velero/velero' }, // distroless, non-root
  { images: 'quay.io/oauth2-proxy/oauth2-proxy' }, // 65532, formerly 2000
  { images: 'openpolicyagent/opa', uid: 1000, gid: 1000, since: '0.60' }, // USER 1000:1000
  // Application servers and identity
  { images: 'quay.io/keycloak/keycloak', name: 'keycloak', uid: 1000, gid: 0, since: '17.0' }, // USER 1000 (Quarkus)
  { images: 'jboss/keycloak jboss/wildfly quay.io/wildfly/wildfly', name: 'jboss', uid: 1000 }, // jboss/base
  { images: 'jetty', name: 'jetty' }, // USER jetty
  { images: 'open-liberty icr.io/appcafe/open-liberty websphere-liberty', uid: 1001, gid: 0 }, // USER 1001
  { images: 'payara/server-full payara/server-web payara/micro', name: 'payara', uid: 1000 }, // USER payara
  { images: 'oryd/hydra oryd/kratos oryd/keto', name: 'ory' }, // USER ory
  { images: 'ghcr.io/goauthentik/server', name: 'authentik', uid: 1000 }, // USER 1000
  // Apache projects, streams, workflow
  { images: 'apache/airflow', name: 'airflow', uid: 50000 }, // AIRFLOW_UID
  { images: 'apache/superset', name: 'superset' }, // USER superset
  { images: 'apache/kafka', name: 'appuser', uid: 1000 }, // docker/jvm/Dockerfile
  { images: 'apache/spark', name: 'spark', uid: 185 }, // spark_uid=185
  { images: 'apache/nifi', name: 'nifi', uid: 1000 }, // USER nifi
  { images: 'apache/druid', name: 'druid', uid: 1000 }, // USER druid
  { images: 'apache/tika', uid: 35002, gid: 35002 }, // UID_GID
  { images: 'apache/activemq-artemis', name: 'artemis', uid: 1001 }, // USER artemis
  {
    images:
      'confluentinc/cp-kafka confluentinc/cp-zookeeper confluentinc/cp-schema-registry confluentinc/cp-kafka-connect ' +
      'confluentinc/cp-kafka-rest confluentinc/cp-server confluentinc/cp-ksqldb-server', // common-docker, 6.0 on
    name: 'appuser',
    uid: 1000,
    since: '6.0',
  },
  { images: 'emqx/emqx', name: 'emqx', uid: 1000 }, // USER emqx
  { images: 'camunda/camunda-bpm-platform', name: 'camunda', uid: 1000 }, // USER camunda
  { images: 'temporalio/server temporalio/auto-setup', name: 'temporal' }, // USER temporal
  { images: 'n8nio/n8n docker.n8n.io/n8nio/n8n directus/directus', name: 'node', uid: 1000, gid: 1000 }, // USER node
  { images: 'nodered/node-red', name: 'node-red', uid: 1000, gid: 1000 }, // USER node-red
  { images: 'liquibase/liquibase liquibase', name: 'liquibase' }, // USER liquibase
  // Databases and their tools
  { images: 'mcr.microsoft.com/mssql/server', name: 'mssql', uid: 10001, since: '2019', earlier: 'root' }, // 2019 on
  { images: 'qdrant/qdrant', uid: 1000, word: 'unprivileged' }, // USER_ID=1000
  { images: 'postgrest/postgrest', uid: 1000 }, // USER 1000
  { images: 'dpage/pgadmin4', name: 'pgadmin', uid: 5050 }, // USER pgadmin
  { images: 'adminer', name: 'adminer' }, // USER adminer
  // Applications
  {
    images: 'mattermost/mattermost-team-edition mattermost/mattermost-enterprise-edition',
    name: 'mattermost',
    uid: 2000,
  }, // PUID
  { images: 'rocket.chat rocketchat/rocket.chat registry.rocket.chat/rocketchat/rocket.chat', name: 'rocketchat' }, // USER rocketchat
  { images: 'mailhog/mailhog', name: 'mailhog', uid: 1000 }, // USER mailhog
  { images: 'codercom/code-server', name: 'coder', uid: 1000 }, // USER 1000
  { images: 'curlimages/curl quay.io/curl/curl', name: 'curl_user', uid: 100 }, // USER curl_user
  { images: 'heroku/heroku', name: 'heroku', since: '24', earlier: 'root' }, // stack heroku-24
  // Notebooks, browsers, test tools
  { images: 'jupyter/* quay.io/jupyter/*', name: 'jovyan', uid: 1000, gid: 100 }, // NB_UID
  { images: 'mambaorg/micromamba', name: 'mambauser', uid: 57439 }, // MAMBA_USER_ID
  { images: 'gitpod/workspace-full gitpod/workspace-base', name: 'gitpod', uid: 33333 }, // USER gitpod
  {
    images:
      'selenium/hub selenium/standalone-chrome selenium/standalone-firefox selenium/standalone-edge selenium/standalone-chromium ' +
      'selenium/node-chrome selenium/node-firefox selenium/node-edge selenium/node-chromium', // Base/Dockerfile
    name: 'seluser',
    uid: 1200,
  },
  { images: 'zaproxy/zap-stable owasp/zap2docker-stable ghcr.io/zaproxy/zaproxy', name: 'zap', uid: 1000 }, // USER zap
  // .NET
  { images: 'mcr.microsoft.com/dotnet/monitor', name: 'app', uid: 1654, since: '8' }, // APP_UID
];
