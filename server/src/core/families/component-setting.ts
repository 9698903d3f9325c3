/** Rules about one setting of the cluster's own programs: each is a row of where the setting stands and what is wrong with a value. */
import type { Container } from '../domain/container.ts';
import type { KubernetesObject } from '../domain/kubernetes.ts';
import { changes } from '../fixes/effect.ts';
import { fixIf, yamlOf } from '../fixes/fix.ts';
import { changeScalar, deleteNode } from '../fixes/yaml-node.ts';
import { type Component, type ComponentName, type ComponentSetting, componentOf } from '../kubernetes/component.ts';
import { configuredComponents } from '../kubernetes/configured-components.ts';
import { distributionComponents } from '../kubernetes/distribution.ts';
import { onlyIf } from '../rule/condition.ts';
import type { Checks, Context, Finding, Fix, Profile } from '../rule/rule.ts';
import { appendItem, setPath, type YamlInput } from '../yaml/edit/edit.ts';
import { isShared } from '../yaml/walk.ts';

/** One flag or field that a rule is about. */
export interface Row {
  readonly of: ComponentName;
  /** Without dashes. */
  readonly flag: string;
  /** The path of the same setting in the program's configuration, if it has one. */
  readonly field?: string;
  readonly wrong: Wrong;
  /** Whether other settings of the program make this one harmless, or make it mean nothing. */
  readonly except?: (component: Component) => boolean;
  /** The value that the fix writes, where one is right for everyone. */
  readonly good?: string;
  /** The profile for a value that is written. `strict` if absent; what is not written is for the audit profile. */
  readonly profile?: Profile;
}

/** Whether a value is wrong; `undefined` stands for a setting that is not written. */
export type Wrong = (value: string | undefined) => boolean;

/** Anything else, also nothing. */
export const unless =
  (...good: readonly string[]): Wrong =>
  (value) =>
    value === undefined || !good.includes(value);
/** One of these values. */
export const when =
  (...bad: readonly string[]): Wrong =>
  (value) =>
    value !== undefined && bad.includes(value);
export const written: Wrong = (value) => value !== undefined;
export const missing: Wrong = (value) => value === undefined || value === '';
/** The comma-separated list has the word. */
export const lists =
  (word: string): Wrong =>
  (value) =>
    value?.split(',').includes(word) === true;
/** It has not. */
export const lacks =
  (word: string): Wrong =>
  (value) =>
    !lists(word)(value);
/** A number that is less. 0 is no limit. */
export const limitBelow =
  (least: number): Wrong =>
  (value) =>
    value !== undefined && /^\d+$/.test(value) && Number(value) > 0 && Number(value) < least;

/**
 * The API server writes no audit log, so its limits mean nothing. Without a limit it keeps all old files, of 100 MB each: kubernetes/apiserver,
 * `pkg/server/options/audit.go`, and natefinch/lumberjack v2, `Logger`, read 2026-11-30.
 */
export const noAuditLog = (component: Component): boolean =>
  component.complete && component.get('audit-log-path') === undefined;

/**
 * etcd with a certificate and an authority asks for the certificates of clients, also where `client-cert-auth` is missing or false: etcd,
 * `client/pkg/transport/listener.go`, `ServerConfig`, read 2026-11-30. `prefix` is `peer-` for the flags of other members.
 */
export const verifiesClients =
  (prefix: '' | 'peer-') =>
  ({ get }: Component): boolean =>
    [`${prefix}cert-file`, `${prefix}key-file`, `${prefix}trusted-ca-file`].every((flag) => {
      const found = get(flag);
      return found !== undefined && found.value !== '';
    });

/**
 * The checks of a rule about the rows. `what` completes "`kube-apiserver` …": `answers requests without a token`. `inPod` does for a container
 * whose pod has its own network, where that differs.
 */
export const componentChecks = (what: string, rows: readonly Row[], inPod = what): Checks => {
  const checks: Checks = {
    container: onlyIf(startsComponent, function* (container, ctx) {
      if (container.origin !== 'kubernetes') return;
      const component = componentOf(container);
      if (!component) return;
      const { hostNetwork } = container.owner;
      const words = hostNetwork.value === true || hostNetwork.unknown ? what : inPod;
      yield* judge(component, words, rows, (row, found) => flagFixes(container, row, found, ctx));
    }),
    object: onlyIf(configuresComponents, function* (object, ctx) {
      for (const component of configuredComponents(object)) {
        const fixes = component.form === 'options' ? optionFixes : fieldFixes;
        yield* judge(component, what, rows, (row, found) => fixes(object, row, found, ctx));
      }
    }),
    *distribution(root, ctx) {
      for (const component of distributionComponents(root))
        yield* judge(component, what, rows, (row, found) => listedFixes(row, found, ctx));
    },
  };
  if (checks.container)
    PROGRAMS.set(
      checks.container,
      rows.map((row) => row.of),
    );
  return checks;
};

function startsComponent(container: Container): boolean {
  return container.origin === 'kubernetes' && componentOf(container) !== undefined;
}

function configuresComponents(object: KubernetesObject): boolean {
  return configuredComponents(object).length > 0;
}

const PROGRAMS = new WeakMap<NonNullable<Checks['container']>, readonly ComponentName[]>();

/** The programs that checks of `componentChecks` judge; `undefined` for other checks. */
export const componentsIn = ({ container }: Checks): readonly ComponentName[] | undefined =>
  container && PROGRAMS.get(container);

function* judge(
  component: Component,
  what: string,
  rows: readonly Row[],
  fixes: (row: Row, found: ComponentSetting | undefined) => Fix[],
): Iterable<Finding> {
  for (const row of rows) {
    const name = component.form === 'fields' ? row.field : row.flag;
    if (row.of !== component.name || name === undefined || row.except?.(component)) continue;
    const found = component.get(name);
    if (found ? found.value === undefined || !row.wrong(found.value) : !component.complete || !row.wrong(undefined))
      continue;
    const shown = found?.shown ?? (component.form === 'flags' ? `--${name}` : name);
    yield {
      at: found?.at ?? component.at,
      profile: found ? (row.profile ?? 'strict') : 'audit',
      ...(found ? {} : { absent: true }),
      message: `\`${component.name}\` ${what}: \`${shown}\` is ${found ? `\`${found.value}\`` : 'not set'}`,
      fixes: () => fixes(row, found),
    };
    // Certificate and key are one finding.
    return;
  }
}

function flagFixes(
  container: Extract<Container, { origin: 'kubernetes' }>,
  row: Row,
  found: ComponentSetting | undefined,
  ctx: Context,
): Fix[] {
  const effect = [changes(container, 'command'), changes(container, 'args')];
  const either = [{ either: effect.flatMap((e) => e.either) }];
  const flag = `--${row.flag}`;
  if (row.wrong === written && found?.node)
    return fixIf(`Remove \`${flag}\``, 'review', () => deleteNode(ctx, found.node), either);
  if (row.good === undefined) return [];
  const text = `${flag}=${row.good}`;
  if (found) return fixIf(`Set \`${text}\``, 'review', () => changeScalar(ctx, found.node, text), either);
  const unit = yamlOf(ctx);
  const list = [container.lens.get('args'), container.lens.get('command')].find(
    ({ seq }) => seq && seq.items.length > 0,
  )?.seq;
  if (!unit || !list || isShared(unit, list)) return [];
  return fixIf(`Add \`${text}\``, 'review', () => appendItem(unit, list, text), either);
}

function fieldFixes(object: KubernetesObject, row: Row, found: ComponentSetting | undefined, ctx: Context): Fix[] {
  const unit = yamlOf(ctx);
  const path = row.field?.split('.') ?? [];
  if (!unit || row.good === undefined || (found?.node && isShared(unit, found.node))) return [];
  return fixIf(
    `Set \`${row.field}: ${row.good}\``,
    'review',
    () => setPath(unit, object.node, path, typed(row.good ?? '')),
    [changes(object, ...path)],
  );
}

/** The value of a flag in the object of an installing tool. It stands in a map or list whose other entries say the rest, so it is only changed. */
function optionFixes(
  object: KubernetesObject,
  { good }: Row,
  found: ComponentSetting | undefined,
  ctx: Context,
): Fix[] {
  if (good === undefined || found?.node?.type !== 'scalar') return [];
  return fixIf(`Set \`${found.shown}\` to \`${good}\``, 'review', () => changeScalar(ctx, found.node, good), [
    changes(object, '**'),
  ]);
}

/** A flag in a list of K3s, `anonymous-auth=true`, of which the last counts: it is changed, or removed where it should not be there. */
function listedFixes({ flag, good, wrong }: Row, found: ComponentSetting | undefined, ctx: Context): Fix[] {
  const effect = [changes(['**'])];
  if (wrong === written) return fixIf(`Remove \`${flag}\``, 'review', () => deleteNode(ctx, found?.node), effect);
  if (good === undefined) return [];
  return fixIf(`Set \`${flag}=${good}\``, 'review', () => changeScalar(ctx, found?.node, `${flag}=${good}`), effect);
}

const typed = (text: string): YamlInput =>
  text === 'true' ? true : text === 'false' ? false : /^\d+$/.test(text) ? Number(text) : text;
