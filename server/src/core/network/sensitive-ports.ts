/** Ports of services that need no login, or that store data. Sources: the services' own documentation; IANA port numbers. */

const BY_PORT: Readonly<Record<number, string>> = {
  22: 'SSH',
  23: 'Telnet',
  111: 'the port mapper',
  135: 'Windows RPC',
  139: 'SMB',
  389: 'LDAP',
  445: 'SMB',
  873: 'rsync',
  1099: 'Java RMI',
  1433: 'SQL Server',
  1521: 'Oracle',
  1883: 'MQTT',
  2049: 'NFS',
  2181: 'ZooKeeper',
  2375: 'the Docker API',
  2376: 'the Docker API',
  2379: 'etcd',
  2380: 'etcd',
  3000: 'Grafana',
  3306: 'MySQL',
  3389: 'RDP',
  4369: 'the Erlang port mapper',
  4444: 'Selenium',
  5000: 'the registry',
  5005: 'the Java debugger',
  5432: 'PostgreSQL',
  5601: 'Kibana',
  5672: 'AMQP',
  5900: 'VNC',
  5984: 'CouchDB',
  6379: 'Redis',
  6443: 'the Kubernetes API',
  7077: 'Spark',
  7474: 'Neo4j',
  7687: 'Neo4j',
  7900: 'VNC',
  8086: 'InfluxDB',
  8404: 'the statistics of HAProxy',
  8500: 'Consul',
  8983: 'Solr',
  9001: 'the console of MinIO',
  9042: 'Cassandra',
  9090: 'Prometheus',
  9092: 'Kafka',
  9093: 'Alertmanager',
  9200: 'Elasticsearch',
  9229: 'the Node.js debugger',
  9300: 'Elasticsearch',
  10250: 'the kubelet',
  11211: 'Memcached',
  11434: 'Ollama',
  15672: 'RabbitMQ management',
  26257: 'CockroachDB',
  27017: 'MongoDB',
  27018: 'MongoDB',
  27019: 'MongoDB',
  28015: 'RethinkDB',
  61616: 'ActiveMQ',
};

/**
 * Those that also answer over UDP. Sources: IANA port numbers; memcached's `-U`; Microsoft, RDP over UDP; RFC 1833 (port mapper), RFC 1094
 * (NFS), MS-ADTS (LDAP ping).
 */
const OVER_UDP = new Set([111, 389, 2049, 3389, 11211]);

/** Elasticsearch comes under many names. Other programs count in hundreds from 9000 on, such as ownCloud's web server. */
const NOT_SEARCH =
  /^(?!.*(?:elastic|opensearch|opendistro|search|wazuh|graylog|siem|\belk\b|(?:^|[-_/])es(?:$|[-_/\d])))/;

/** Images that use such a port for something else, or for the public: the path of the repository. */
const OTHER_USES: Readonly<Record<number, RegExp>> = {
  // `git push` and file transfer use SSH.
  22: /(?:^|\/)(?:gitea|gogs|gitlab(?:-ce|-ee)?|forgejo|onedev|bitbucket|bitbucket-server|gerrit|soft-serve|sftp|sftpgo|borg-server)$/,
  // The API of a chat bot.
  5005: /(?:^|\/)rasa(?:[-_][\w-]+)?$/,
  9200: NOT_SEARCH,
  9300: NOT_SEARCH,
};

/**
 * Ports that many web servers use too: only these images count, by the path of the repository. Sources, read 2026-11-30: README and
 * `start-selenium-standalone.sh` of SeleniumHQ/docker-selenium, October 2024 (4444 with a login only by `SE_ROUTER_USERNAME`; 7900 with a password
 * that the README names); docker-library/docs `registry/content.md` and
 * distribution `about/configuration.md` (`auth` is optional); haproxy `doc/configuration.txt`, `stats enable` (no authentication), and the examples
 * of its makers (8404 by convention); alertmanager `Dockerfile` and `docs/https.md` (a login only with `--web.config.file`); minio/docs
 * `administration/minio-console.rst` (9001 as in its examples; with a login).
 */
const ONLY_OF: Readonly<Record<number, RegExp>> = {
  3000: /(?:^|\/)grafana(?:-oss|-enterprise)?$/,
  4444: /(?:^|\/)(?:selenium\/|selenoid$)/,
  5000: /^(?:library\/)?registry$|(?:^|\/)distribution$/,
  7077: /spark/,
  7900: /(?:^|\/)selenium\//,
  8086: /influx/,
  8404: /(?:^|\/)haproxy(?:-\w+)?$/,
  8500: /consul/,
  9001: /(?:^|\/)minio$/,
  9090: /(?:^|\/)prometheus$/,
  9093: /(?:^|\/)(?:prom\/)?alertmanager$/,
};

/**
 * The name of the service that listens on a container's port by convention, if it does not belong on an open network.
 * @param port a port or a range
 * @param repository of the container's image, if known
 * @param protocol in lower case; services of other protocols than TCP and UDP are not known
 */
export function sensitiveService(port: string, repository?: string, protocol = 'tcp'): string | undefined {
  const found = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(port);
  if (!found) return undefined;
  const from = Number(found[1]);
  const to = Math.min(Number(found[2] ?? found[1]), 65535);
  // A wide range is for calls, file transfer or many copies of a program, unless it holds the ports of the system.
  if (to - from > 20 && (from >= 1024 || protocol !== 'tcp')) return undefined;
  const services = new Set<string>();
  for (let p = from; p <= to; p++) {
    const listens = protocol === 'tcp' || (protocol === 'udp' && OVER_UDP.has(p));
    const service = listens && Object.hasOwn(BY_PORT, p) ? BY_PORT[p] : undefined;
    const isOther = repository !== undefined && OTHER_USES[p]?.test(repository);
    if (service && !isOther && (ONLY_OF[p]?.test(repository ?? '') ?? true)) services.add(service);
  }
  const [first, second, ...more] = services;
  if (second === undefined) return first;
  return more.length > 0 ? `${first}, ${second} and others` : `${first} and ${second}`;
}

const STORES =
  /(?:^|\/)(?:postgres|postgis|timescaledb|mysql|mariadb|mongo|mongodb|redis|valkey|keydb|memcached|elasticsearch|opensearch|couchdb|cassandra|rabbitmq|kafka|zookeeper|etcd|influxdb|clickhouse-server|neo4j|cockroach|mssql\/server)$/;
const PAGES =
  /(?:^|\/)(?:docker|phpmyadmin|adminer|pgadmin4?|mongo-express|redis-commander|portainer(?:-ce)?|redisinsight)$/;

/** Whether an image is a database, a cache or a broker, by the path of its repository. */
export const isStoreImage = (repository: string): boolean => STORES.test(repository);

/** Whether an image is a database, a broker or an administration page, by the path of its repository. */
export const isDataImage = (repository: string): boolean => isStoreImage(repository) || PAGES.test(repository);
