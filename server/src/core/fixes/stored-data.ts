/** Data that a container keeps, and the version of the program that wrote it. */
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import { imageUsers } from '../image/knowledge/data/image-users.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import type { ImageReference } from '../image/reference.ts';
import { effectiveCommands } from '../shell/shell.ts';

/** Programs that may not start with the data of another version, and how they say theirs (from their manuals), by the last part of the image's name. */
const VERSION_COMMANDS: Readonly<Record<string, string>> = {
  postgres: 'postgres --version',
  postgresql: 'postgres --version',
  postgis: 'postgres --version',
  pgvector: 'postgres --version',
  timescaledb: 'postgres --version',
  mysql: 'mysqld --version',
  mariadb: 'mariadbd --version',
  mongo: 'mongod --version',
  redis: 'redis-server --version',
  valkey: 'valkey-server --version',
  rabbitmq: 'rabbitmqctl version',
  neo4j: 'neo4j --version',
  influxdb: 'influxd version',
  grafana: 'grafana --version',
  cassandra: 'cassandra -v',
  elasticsearch: 'bin/elasticsearch --version',
};

/**
 * A note for a container that keeps data, and whose old reference names no version: the version that runs may be another one than the
 * suggested. None where the old reference has a version: `upgradeNotes` compares the two.
 */
export function storedDataNotes(container: Container, old: ImageReference, next: ImageReference): string[] {
  const name = publicName(next);
  const command = VERSION_COMMANDS[name.slice(name.lastIndexOf('/') + 1)];
  if (command === undefined || readTag(old.tag).version !== undefined || publicName(old) !== name) return [];
  if (runsOnlyClients(container) || !keepsData(container, next)) return [];
  return [
    `Look which version runs now (\`${command}\` in the container) and pin that one: \`${next.familiar}:${next.tag}\` may not start with the data of another`,
  ];
}

/** Programs that talk to a server of another container. */
const CLIENTS =
  /^(?:psql|pg_dump|pg_dumpall|pg_restore|pg_isready|createdb|dropdb|(?:mysql|mariadb)(?:dump|-dump|admin|-admin)?|mongosh?|mongo(?:dump|restore|import|export)|(?:redis|valkey)-cli|influx|cqlsh|rabbitmqadmin|etcdctl)$/;
/** Programs that read stored data, and scripts that may start one. */
const SERVERS =
  /^(?:postgres|pg_ctl|mysqld(?:_safe)?|mariadbd(?:-safe)?|mongo[ds]|(?:redis|valkey)-(?:server|sentinel)|influxd|cassandra|rabbitmq-server|etcd)$|\.sh$|entrypoint/;

/** Whether the container may read data that the old version of its image wrote. `false` for a client, and for a Job without a volume for data. */
export function mayKeepData(container: Container, image: ImageReference): boolean {
  if (runsOnlyClients(container)) return false;
  const isJob = container.owner.origin === 'kubernetes' && /^(?:Job|CronJob)$/.test(container.owner.object.kind);
  return !isJob || container.partial || keepsData(container, image);
}

function runsOnlyClients(container: Container): boolean {
  const names = containerCommands(container)
    .flatMap(({ command }) => effectiveCommands(command))
    .map(({ command }) => command.name ?? '');
  return names.some((name) => CLIENTS.test(name)) && !names.some((name) => SERVERS.test(name));
}

/**
 * Whether a container stores data of an image that has a volume for them. Most data stores read only what the version before wrote, so a fix takes one step.
 */
export const storesData = (container: Container, image: ImageReference): boolean =>
  (userRow(image)?.volumes.length ?? 0) > 0 && !runsOnlyClients(container) && keepsData(container, image);

/**
 * Whether the container mounts what other versions of an image have as their volume, and `next` has not: PostgreSQL 18 has another folder and does not start
 * with data at the former one. A setting that names the folder puts the data there. Source: docker-library/docs, postgres/content.md, `PGDATA`, 2026-08-21.
 */
export function mountsFormerVolume(container: Container, next: ImageReference): boolean {
  const own = userRow(next)?.volumes ?? [];
  const former = (imageUsers(publicName(next))?.rows ?? []).flatMap(({ volumes }) => volumes);
  const isNamed = (folder: string): boolean => container.env.some(({ value }) => value?.startsWith(folder) === true);
  return (
    own.length > 0 &&
    mounts(container).some(({ target }) => former.includes(target) && !own.includes(target) && !isNamed(target))
  );
}

function keepsData(container: Container, image: ImageReference): boolean {
  const own = userRow(image)?.volumes ?? [];
  return mounts(container).some(
    ({ target, isStore }) => isStore || own.some((path) => target === path || path.startsWith(`${target}/`)),
  );
}

/** A mount of the container. `isStore`: of a volume that outlives it. */
interface Mount {
  readonly target: string;
  readonly isStore: boolean;
}

function mounts(container: Container): readonly Mount[] {
  if (container.origin === 'compose')
    return container.lens
      .get('volumes')
      .items()
      .map((item) => {
        const [source = '', target = ''] = item.text?.split(':') ?? [];
        const isNamed = /^\w[\w.-]*$/.test(source) && target !== '';
        return item.map
          ? { target: item.get('target').text ?? '', isStore: item.get('type').text === 'volume' }
          : { target, isStore: isNamed };
      });
  const { volumes } = container.owner;
  const claimed = new Set(volumes.filter(({ source }) => source === 'persistentVolumeClaim').map(({ name }) => name));
  const templates = new Set(
    container.owner.object.lens
      .get('spec', 'volumeClaimTemplates')
      .items()
      .flatMap((item) => item.get('metadata', 'name').text ?? []),
  );
  return container.lens
    .get('volumeMounts')
    .items()
    .map((item) => {
      const name = item.get('name').text ?? '';
      return { target: item.get('mountPath').text ?? '', isStore: claimed.has(name) || templates.has(name) };
    });
}
