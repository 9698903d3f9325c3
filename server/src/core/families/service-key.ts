/** Rules about one key of a Compose service: each is a row of where the key stands and what is wrong with a value. */
import type { ServiceContainer } from '../domain/compose.ts';
import { changes } from '../fixes/effect.ts';
import { fixIf } from '../fixes/fix.ts';
import { deleteNode } from '../fixes/yaml-node.ts';
import type { Checks, Confidence, Context, Finding, Fix, Profile, Severity } from '../rule/rule.ts';
import type { Found } from '../yaml/lens.ts';

/** What is wrong with a value. */
export interface WrongValue {
  /** Completes "`name` …". */
  readonly says: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly profile?: Profile;
  /** The manual step that remains after the value is removed. */
  readonly note?: string;
}

export interface ServiceKey {
  /** The keys below the service; `*` stands for every item of a list, or for the value itself where one value is written without a list. */
  readonly path: readonly string[];
  /** Whether a value is wrong; not called for a value with a variable. */
  readonly wrong: (value: string, container: ServiceContainer) => WrongValue | undefined;
  /** The fixes, instead of the removal of the value. */
  readonly fixes?: (found: Found, value: string, container: ServiceContainer, ctx: Context) => Fix[];
}

export const serviceKeyChecks = (rows: readonly ServiceKey[]): Checks => ({
  *container(container, ctx) {
    if (container.origin !== 'compose') return;
    for (const row of rows)
      for (const found of below(container.lens, row.path)) yield* judge(row, found, container, ctx);
  },
});

function below(from: Found, path: readonly string[]): Found[] {
  const [key, ...rest] = path;
  if (key === undefined) return [from];
  if (key === '*') return (from.seq ? from.items() : from.map ? [] : [from]).flatMap((item) => below(item, rest));
  const next = from.get(key);
  return next.at ? below(next, rest) : [];
}

function* judge(row: ServiceKey, found: Found, container: ServiceContainer, ctx: Context): Iterable<Finding> {
  const value = found.text;
  if (value === undefined || value.includes('${')) return;
  const wrong = row.wrong(value, container);
  if (!wrong) return;
  const { says, note, ...rest } = wrong;
  yield {
    at: found.at,
    ...rest,
    message: `\`${container.name}\` ${says}`,
    fixes: row.fixes?.(found, value, container, ctx) ?? removal(row.path, found, value, container, ctx, note),
  };
}

function removal(
  path: readonly string[],
  found: Found,
  value: string,
  container: ServiceContainer,
  ctx: Context,
  note: string | undefined,
): Fix[] {
  const key = path.findLast((step) => step !== '*') ?? '';
  const shown = path.at(-1) === '*' ? value : key;
  const keys = path.slice(0, path.indexOf('*') + 1 || path.length).filter((step) => step !== '*');
  return fixIf(
    `Remove \`${shown}\``,
    'review',
    () => deleteNode(ctx, found.node),
    [changes(container, ...keys)],
    note === undefined ? [] : [note],
  );
}

/** Whether a value is true for Compose. Source: compose-go `interpolation`, `toBoolean`. */
export const isOn = (value: string): boolean => /^(?:true|yes|on|y|1)$/i.test(value);
