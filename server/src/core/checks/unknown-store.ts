/** Containers of unknown images that seem to run a data store which starts as root. */
import type { Container } from '../domain/container.ts';
import { stepDown } from '../image/knowledge/user/step-down.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import { parseReference } from '../image/reference.ts';
import { sensitiveService } from '../network/sensitive-ports.ts';
import { declaredPorts } from './declared-ports.ts';
import { isRootName } from './run-user.ts';

/** Official images of data stores, each with the words by which people name it and what is built on it. Only those count that start as root, see `stepDown`. */
const STORES: Readonly<Record<string, string>> = {
  postgres: 'postgres|postgresql|pgsql|postgis|pgvector|timescaledb|timescale',
  mysql: 'mysql',
  mariadb: 'mariadb',
  percona: 'percona',
  mongo: 'mongo|mongodb',
  redis: 'redis',
  valkey: 'valkey',
  rabbitmq: 'rabbitmq|rabbit',
  cassandra: 'cassandra',
  couchdb: 'couchdb',
  influxdb: 'influxdb|influx',
  neo4j: 'neo4j',
  zookeeper: 'zookeeper',
};

/** What may follow the word in a name: `mysql-primary-0`, `postgres16`. */
const ENDING = '(?:[-_.]?(?:\\d+|db|database|server|main|primary|secondary|master|slave|replica|standalone))*$';

/** Variables by which a client finds its server. */
const OF_CLIENTS = /HOST(?!_AUTH)|UR[IL]|ADDR|SERVER|DSN|ENDPOINT/i;

/**
 * Whether nothing is known of the image, but the container's name, the image's name, the ports or the variables say that it is a data store, such an
 * image as starts as root and changes its user: without capabilities it does not start.
 */
export function seemsStoreOfUnknownImage(container: Container): boolean {
  const { image, user } = container;
  const reference = image?.reference;
  if (image?.builtHere || (user.value !== undefined && !isRootName(user.value))) return false;
  if (reference && userRow(reference)) return false;
  const names = [container.name, ...(reference ? [reference.repository.split('/').at(-1)!] : [])];
  return Object.entries(STORES).some(([store, words]) => {
    const known = parseReference(store);
    const row = known && userRow(known);
    if (!row || !stepDown(known)) return false;
    const name = new RegExp(`(?:^|[-_.\\d])(?:${words})${ENDING}`, 'i');
    return names.some((one) => name.test(one)) || listensLike(container, row.ports) || isSetLike(container, row);
  });
}

/** The container listens on a port of the store. 8080, on which ZooKeeper listens too, is one of many programs. */
const listensLike = (container: Container, ports: readonly string[]): boolean =>
  declaredPorts(container).some((port) => ports.includes(`${port}`) && sensitiveService(`${port}`) !== undefined);

/** The container has variables of the image's entrypoint, and neither another port nor the address of a server: clients use the same names. */
const isSetLike = (container: Container, { fileVariables }: { readonly fileVariables: readonly string[] }): boolean =>
  container.env.some(({ name }) => fileVariables.includes(name)) &&
  declaredPorts(container).length === 0 &&
  !container.env.some(({ name }) => OF_CLIENTS.test(name));
