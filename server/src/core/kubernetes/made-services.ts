/**
 * Services that operators and controllers make from a custom object, so that no file defines them. `NAME` stands for the name of the
 * object, `CLASS` for the class of a Gateway. Each row has its source, read on 2026-12-01.
 */
import type { KubernetesObject } from '../domain/kubernetes.ts';
import { groupOf } from './templates.ts';

type Row = readonly [group: string, kind: string, services: readonly string[]];

const ROWS: readonly Row[] = [
  // Elastic Cloud on Kubernetes, "Accessing services": `<name>-[es|kb|apm|ent|agent]-http`.
  ['elasticsearch.k8s.elastic.co', 'Elasticsearch', ['NAME-es-http', 'NAME-es-transport', 'NAME-es-internal-http']],
  ['kibana.k8s.elastic.co', 'Kibana', ['NAME-kb-http']],
  ['apm.k8s.elastic.co', 'ApmServer', ['NAME-apm-http']],
  ['enterprisesearch.k8s.elastic.co', 'EnterpriseSearch', ['NAME-ent-http']],
  ['agent.k8s.elastic.co', 'Agent', ['NAME-agent-http']],
  // strimzi/strimzi-kafka-operator, `api/.../KafkaResources.java`.
  ['kafka.strimzi.io', 'Kafka', ['NAME-kafka-bootstrap', 'NAME-kafka-brokers']],
  // CloudNativePG 1.28, "Service Management".
  ['postgresql.cnpg.io', 'Cluster', ['NAME-rw', 'NAME-ro', 'NAME-r']],
  // zalando/postgres-operator, `pkg/cluster/k8sres.go`: `serviceName`, `connectionPoolerName`.
  ['acid.zalan.do', 'postgresql', ['NAME', 'NAME-repl', 'NAME-config', 'NAME-pooler', 'NAME-pooler-repl']],
  // mongodb/mongodb-kubernetes-operator, `api/v1/mongodbcommunity_types.go`: `ServiceName`.
  ['mongodbcommunity.mongodb.com', 'MongoDBCommunity', ['NAME-svc']],
  // rabbitmq/cluster-operator, `internal/resource/headless_service.go`; the other one has the name of the object.
  ['rabbitmq.com', 'RabbitmqCluster', ['NAME', 'NAME-nodes']],
  // minio/operator, `pkg/apis/minio.min.io/v2/names.go`: `MinIOCIServiceName`, `MinIOHLServiceName`.
  ['minio.min.io', 'Tenant', ['minio', 'NAME-console', 'NAME-hl']],
  // prometheus-operator, `governingServiceName` of each kind's `statefulset.go`.
  ['monitoring.coreos.com', 'Prometheus', ['prometheus-operated']],
  ['monitoring.coreos.com', 'Alertmanager', ['alertmanager-operated']],
  // cilium/cilium, `operator/pkg/model/translation/gateway-api`: `ciliumGatewayPrefix`; istio/istio, `GetDefaultName` of its Gateway controller.
  ['gateway.networking.k8s.io', 'Gateway', ['cilium-gateway-NAME', 'NAME-CLASS', 'NAME']],
];

/** Names of the Services that something makes from the object. Empty when its name is not known. */
export function servicesMadeFrom({ apiVersion, kind, name, lens }: KubernetesObject): readonly string[] {
  if (name === '') return [];
  const group = groupOf(apiVersion);
  // Knative gives a Service of its own the same name. Source: Knative, "Services", read on 2026-12-01.
  if (group === 'serving.knative.dev') return [name];
  const row = ROWS.find((one) => one[0] === group && one[1] === kind);
  const names = (row?.[2] ?? []).map((text) => text.replace('NAME', name));
  const className = lens.get('spec', 'gatewayClassName').text;
  return names.flatMap((text) =>
    !text.includes('CLASS') ? [text] : className === undefined ? [] : [text.replace('CLASS', className)],
  );
}
