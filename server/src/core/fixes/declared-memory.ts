/** The memory that a container's own settings let its programs take. A limit below it would kill them. */
import { builtStage } from '../checks/built-stage.ts';
import { likelyBuild } from '../checks/likely-build.ts';
import type { MemoryTexts } from '../dockerfile/memory-texts.ts';
import type { Container } from '../domain/container.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import { dockerBytes } from './amounts.ts';

/** Options and settings that name an amount, each with the unit of a plain number. Sources: the manuals of Java, Node, Redis, MySQL, PostgreSQL. */
const AMOUNTS: readonly [setting: RegExp, unit: string][] = [
  [/-Xmx(\d{1,12})([kmgt]?)\b/gi, 'b'],
  [/--max[-_]old[-_]space[-_]size[= ](\d{1,6})()\b/gi, 'm'],
  [/\bmaxmemory[= ](\d{1,12})([kmg]?)b?\b/gi, 'b'],
  [/\binnodb[-_]buffer[-_]pool[-_]size[= ](\d{1,12})([kmg]?)\b/gi, 'b'],
  [/\bshared_buffers ?= ?(\d{1,9})([kmg])b\b/gi, 'b'],
];

const MIB = 1024 ** 2;
/** Limits are written in steps of this many MiB. */
const STEP = 256;

/** What programs need that name no amount, in bytes. */
const PLAIN = 512 * MIB;

/** Servers that usually need a gigabyte or more, by the last part of the image's name. A guess, which the comment behind the limit says to measure. */
const LARGE =
  /kafka|redpanda|elasticsearch|opensearch|logstash|cassandra|scylla|solr|neo4j|jenkins|sonarqube|keycloak|nexus3?$|artifactory|confluence|jira|hadoop|hbase|hive|spark|flink|trino|druid|pinot|zeppelin|nifi|clickhouse|mssql|oracle|minecraft/;

/** What shows that a program runs on the Java virtual machine, whose default heap is a quarter of the limit. */
const JAVA_VARIABLE = /^(?:JAVA_|JVM_|SPRING_|QUARKUS_|MICRONAUT_|CATALINA_)|_JAVA_OPT|JAVA_OPT|_HEAP_/;
const JAVA_TEXT = /\bjdbc:|(?:^|[\s/])java(?:\s|$)|\.jar\b/;

/**
 * The memory that a container needs by its own settings, in MiB and rounded up: the largest amount that its command or environment
 * names, half as much again for what programs take besides, and the shared memory of the service, which counts towards the limit. Where no
 * amount is named, that of servers with a large heap, or of Java. `undefined` if nothing says more than usual.
 */
export function declaredMemory(container: Container, ctx: Context): number | undefined {
  const { command, env, lens, image } = container;
  const { variables, start } = builtTexts(container, ctx);
  const texts = [
    command.map((word) => word.text).join(' '),
    ...env.map(({ value }) => value ?? ''),
    ...variables.map(([, value]) => value),
    start,
  ];
  const named = AMOUNTS.flatMap(([setting, unit]) =>
    texts.flatMap((text) => [...text.matchAll(setting)].map((m) => dockerBytes(`${m[1]}${m[2] || unit}`) ?? 0)),
  );
  const shared = dockerBytes(lens.get('shm_size').text ?? '') ?? 0;
  const large = LARGE.test(posix.basename(image?.reference?.repository ?? '')) ? 2048 * MIB : 0;
  const names = [...env.map(({ name }) => name ?? ''), ...variables.map(([name]) => name)];
  const isJava = names.some((name) => JAVA_VARIABLE.test(name)) || texts.some((text) => JAVA_TEXT.test(text));
  if (named.length === 0 && shared === 0 && large === 0 && !isJava) return undefined;
  const usual = named.length > 0 ? 0 : Math.max(large, isJava ? 1024 * MIB : 0);
  const needed = Math.max(PLAIN, usual, ...named.map((amount) => amount * 1.5)) + shared;
  return Math.ceil(needed / MIB / STEP) * STEP;
}

/** What the Dockerfile of the image says, where it is known and the container does not replace it. */
function builtTexts(container: Container, ctx: Context): MemoryTexts {
  const { owner, env, command } = container;
  const build = owner.origin === 'compose' && owner.build ? builtStage(owner.build, ctx) : likelyBuild(container, ctx);
  const { variables, start } = build?.stage.memory ?? { variables: [], start: '' };
  return {
    variables: variables.filter(([name]) => env.every((own) => own.name !== name)),
    start: command.length === 0 ? start : '',
  };
}

/** An amount in MiB, as a person writes it with the letters of a format: `1536` and `Mi`, `Gi` → `1536Mi`, `2048` → `2Gi`. */
export const inUnits = (mebibytes: number, [mega, giga]: readonly [string, string]): string =>
  mebibytes % 1024 === 0 ? `${mebibytes / 1024}${giga}` : `${mebibytes}${mega}`;
