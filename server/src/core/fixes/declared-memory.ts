/** The memory that a container's own settings let its programs take. A limit below it would kill them. */
import { builtStage } from '../checks/built-stage.ts';
import { likelyBuild } from '../checks/likely-build.ts';
import { possibleContexts } from '../checks/start-files.ts';
import { type CopiedFile, copiedTo } from '../dockerfile/copied-files.ts';
import { isJavaImage, isOpenJ9Image, type MemoryTexts } from '../dockerfile/memory-texts.ts';
import type { Container } from '../domain/container.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import { isComment } from '../workspace/plain-text.ts';
import { dockerBytes } from './amounts.ts';

/** Options and settings that name an amount, each with the unit of a plain number. Sources: the manuals of Java, Node, Redis, MySQL, PostgreSQL. */
const AMOUNTS: readonly [setting: RegExp, unit: string][] = [
  [/-Xmx(\d{1,12})([kmgt]?)\b/gi, 'b'],
  [/--max[-_]old[-_]space[-_]size[= ](\d{1,6})()\b/gi, 'm'],
  [/\bmaxmemory[= ](\d{1,12})([kmg]?)b?\b/gi, 'b'],
  [/\binnodb[-_]buffer[-_]pool[-_]size[= ](\d{1,12})([kmg]?)\b/gi, 'b'],
  [/\bshared_buffers ?= ?(\d{1,9})([kmg])b\b/gi, 'b'],
];

/** The share of the limit that a heap without an amount takes, in percent. */
const HEAP_SHARE = /-XX:MaxRAMPercentage=(\d{1,2})(?:\.\d+)?\b/;
/**
 * Of Java by itself. Source: Oracle, "HotSpot Virtual Machine Garbage Collection Tuning Guide", "Garbage Collector, Heap, and Runtime Compiler
 * Default Selections". That the limit of the container counts as the memory: redhat-scholars.github.io/java-migration, "GC Flags".
 */
const DEFAULT_SHARE = 25;
/** Of OpenJ9 below a limit of 1 GiB; above it takes more. Source: eclipse.dev/openj9/docs, "-XX:[+|-]UseContainerSupport". */
const OPENJ9_SHARE = 50;

const MIB = 1024 ** 2;
/** Limits are written in steps of this many MiB. */
const STEP = 256;

/** What programs need that name no amount, in bytes. */
const PLAIN = 512 * MIB;

/** Servers that usually need a gigabyte or more, by the last part of the image's name. A guess, which the comment behind the limit says to measure. */
const LARGE =
  /kafka|fast-data-dev|rocketmq|redpanda|elasticsearch|opensearch|logstash|cassandra|scylla|solr|neo4j|jenkins|sonarqube|keycloak|nexus3?$|artifactory|confluence|jira|hadoop|hbase|hive|spark|flink|trino|druid|pinot|zeppelin|nifi|clickhouse|mssql|oracle|minecraft/;

/** What shows that a program runs on the Java virtual machine. */
const JAVA_VARIABLE = /^(?:JAVA_|JVM_|SPRING_|QUARKUS_|MICRONAUT_|CATALINA_)|_JAVA_OPT|JAVA_OPT|_HEAP_/;
const JAVA_TEXT = /\bjdbc:|(?:^|[\s/])java(?:\s|$)|\.jar\b/;

/** What the settings of a container say about its memory. */
export interface DeclaredMemory {
  /** What it needs, in MiB and rounded up; `undefined` if nothing says more than usual. */
  readonly needed: number | undefined;
  /** Its settings name an amount: what it needs is more than a guess. */
  readonly named: boolean;
  /** Java takes a quarter of the limit as its heap, since nothing names an amount. OpenJ9 takes more. */
  readonly shares: boolean;
}

/**
 * The memory that a container needs by its own settings: the largest amount that its command, its environment or a start script of its image
 * names, half as much again for what programs take besides, and the shared memory of the service, which counts towards the limit. Where no
 * amount is named, that of servers with a large heap, or of Java: as much as leaves a heap of the usual size. Searches files without a model: only fixes
 * may ask.
 */
export function declaredMemory(container: Container, ctx: Context): DeclaredMemory {
  const { command, env, lens, image } = container;
  const { variables, start, scripts, java, openJ9 } = builtTexts(container, ctx);
  const texts = [
    command.map((word) => word.text).join(' '),
    ...env.map(({ value }) => value ?? ''),
    ...variables.map(([, value]) => value),
    start,
    ...scripts,
  ];
  const named = AMOUNTS.flatMap(([setting, unit]) =>
    texts.flatMap((text) => [...text.matchAll(setting)].map((m) => dockerBytes(`${m[1]}${m[2] || unit}`) ?? 0)),
  );
  const shared = dockerBytes(lens.get('shm_size').text ?? '') ?? 0;
  const repository = image?.reference?.repository ?? '';
  const large = LARGE.test(posix.basename(repository)) ? 2048 * MIB : 0;
  const names = [...env.map(({ name }) => name ?? ''), ...variables.map(([name]) => name)];
  const isJava =
    java ||
    isJavaImage(repository) ||
    names.some((name) => JAVA_VARIABLE.test(name)) ||
    texts.some((text) => JAVA_TEXT.test(text));
  const isOpenJ9 = openJ9 || isOpenJ9Image(repository);
  const shares = isJava && !isOpenJ9 && named.length === 0;
  if (named.length === 0 && shared === 0 && large === 0 && !isJava) return { needed: undefined, named: false, shares };
  const percent = texts.flatMap((text) => Number(HEAP_SHARE.exec(text)?.[1] ?? 0) || []);
  const share = Math.max(isOpenJ9 ? OPENJ9_SHARE : DEFAULT_SHARE, ...percent);
  const ofJava = isJava ? Math.max(1024 * MIB, (PLAIN * 100) / share) : 0;
  const usual = named.length > 0 ? 0 : Math.max(large, ofJava);
  const needed = Math.max(PLAIN, usual, ...named.map((amount) => amount * 1.5)) + shared;
  return { needed: Math.ceil(needed / MIB / STEP) * STEP, named: named.length > 0, shares };
}

type Built = Omit<MemoryTexts, 'copies'> & { readonly scripts: readonly string[] };

/** What the Dockerfile of the image says, where it is known and the container does not replace it. */
function builtTexts(container: Container, ctx: Context): Built {
  const { owner, env, command } = container;
  const build = owner.origin === 'compose' && owner.build ? builtStage(owner.build, ctx) : likelyBuild(container, ctx);
  if (!build) return { variables: [], start: '', java: false, openJ9: false, scripts: [] };
  const { variables, start, java, openJ9, copies } = build.stage.memory;
  return {
    variables: variables.filter(([name]) => env.every((own) => own.name !== name)),
    start: command.length === 0 ? start : '',
    java,
    openJ9,
    scripts: copiedScripts(copies, build.path, ctx),
  };
}

/** The lines that set a heap in the scripts of the workspace that an image copies. */
function copiedScripts(copies: readonly CopiedFile[], dockerfile: string, { workspace }: Context): string[] {
  if (copies.length === 0) return [];
  const contexts = possibleContexts(workspace, dockerfile);
  const isCopied = (path: string): boolean =>
    contexts.some((context) => {
      const file = context === '' ? path : path.startsWith(`${context}/`) ? path.slice(context.length + 1) : undefined;
      return file !== undefined && copies.some((copy) => copiedTo(copy, file) !== undefined);
    });
  return workspace
    .plainText()
    .find('-Xmx')
    .filter((mention) => !isComment(mention) && isCopied(mention.path))
    .map(({ text, offset }) => text.slice(offset, offset + 30));
}

/** An amount in MiB, as a person writes it with the letters of a format: `1536` and `Mi`, `Gi` → `1536Mi`, `2048` → `2Gi`. */
export const inUnits = (mebibytes: number, [mega, giga]: readonly [string, string]): string =>
  mebibytes % 1024 === 0 ? `${mebibytes / 1024}${giga}` : `${mebibytes}${mega}`;
