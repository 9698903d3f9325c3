/** Secrets that their author wrote down on purpose, since everyone may know them, and those that protect a file only. */
import { chainOf } from '../dockerfile/start-scripts.ts';
import type { Unit } from '../domain/unit.ts';
import type { SecretSite } from '../secrets/sites/site.ts';
import type { Span } from '../text/span.ts';
import { saysOf } from './setting-comments.ts';

/** What says that everyone may know a value. */
const PUBLIC =
  /\b(?:inten[dt]?ed|meant|supposed|safe|ok(?:ay)?|fine) (?:for|to (?:be )?)(?: ?(?:public|publicly|commit(?:ted)?|exposed?|shared?|published|check(?:ed)? in))|\b(?:public|exposed?|committed|checked in|hard-?coded|shared)(?: \w+)? (?:on purpose|by design|intentionally|deliberately)|\b(?:intentionally|deliberately|purposely|purposefully)["'\u201d]? (?:public|exposed?|committed|checked in|hard-?coded|shared|published|not secret)|\b(?:not|isn['\u2019]t|no)(?: (?:a|an|really|actually|actual|any|real)){0,2} secret\b/i;

/** A certificate that every developer makes: `DEV_CERT_PASSWORD`. */
const OF_DEVELOPERS = /(?:^|_)dev(?:elopment)?_?cert(?:ificate)?s?_?pass/i;

/** Whether the author of the file meant the secret to be read by everyone, as a comment above or behind it says, or it opens a certificate of developers. */
export const isMeant = (unit: Unit, at: Span, { name = '' }: SecretSite): boolean =>
  OF_DEVELOPERS.test(name) || saysOf(unit, at.start, PUBLIC);

/**
 * Whether the password opens a file of keys beside the program, which nobody reaches over the network: `KEYSTORE_PASSWORD`, `trustStorePassword`, and of Kestrel
 * `ASPNETCORE_Kestrel__Certificates__Default__Password` (learn.microsoft.com, "Hosting ASP.NET Core images with Docker over HTTPS", read on 2026-12-01).
 */
export const opensStoreFile = ({ name = '' }: SecretSite): boolean =>
  /(?:key|trust)_?store_?(?:key_?)?pass|certificates?_*(?:default_*|path_*|file_*)?pass|(?:^|_)(?:dev|https|pfx)_?cert(?:ificate)?_?pass/i.test(
    name,
  );

/** Words of the clients of databases, caches and brokers in the names of their passwords. */
const OF_STORE =
  /(?:^|_)(?:db|database|\w*db|postgres\w*|pg|mysql|maria|mssql|mongo|redis|valkey|rabbit\w*|amqp|kafka|elastic\w*|opensearch|clickhouse|cassandra|neo4j|influx\w*)(?:_(?!root)[a-z\d]+)*_(?:pass|password|passwd|pwd)$/i;

/**
 * Whether an image has the default password of a store that another one runs: who deploys the store sets its password and gives it to the client, and the default alone lets nobody in. An image that is built on one
 * that is named after a store runs it.
 */
export function isOfClient({ owner, kind, name = '' }: SecretSite): boolean {
  if (owner.in !== 'dockerfile' || (kind !== 'env' && kind !== 'arg') || !OF_STORE.test(name)) return false;
  const stage = owner.stage;
  const source = stage && chainOf(stage).at(-1)!.source;
  return source?.kind === 'image' && !STORE_IMAGE.test(source.reference.repository);
}
const STORE_IMAGE =
  /(?:^|[/_-])(?:postgres\w*|postgis|timescale\w*|pgvector|mysql|mariadb|percona|mssql|mongo\w*|redis|valkey|keydb|rabbitmq|kafka|elasticsearch|opensearch|clickhouse\w*|cassandra|neo4j|influxdb\w*|database|db)(?:[/_-]|$)/i;
