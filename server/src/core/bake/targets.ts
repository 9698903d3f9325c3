/** The targets of a Bake file. Source: Docker, "Bake file reference", read on 2026-11-30. */
import { posix } from '../text/paths.ts';
import type { Span } from '../text/span.ts';
import { type Lens, lensOf } from '../yaml/lens.ts';
import type { YamlUnit } from '../yaml/node.ts';

export interface BakeTarget {
  readonly name: string;
  /** Workspace path of the Dockerfile; `undefined` when it is remote, inline or unknown. */
  readonly dockerfile: string | undefined;
  readonly target: string | undefined;
  /** The names of `contexts`. */
  readonly contexts: readonly string[];
  /** The build arguments, also of the targets that it inherits from. `undefined`: a variable decides the value. */
  readonly args: readonly BakeArgument[];
  /** Of the whole block. */
  readonly whole: Span;
  readonly at: Span;
}

export interface BakeArgument {
  readonly name: string;
  readonly value: string | undefined;
}

/** The deepest chain of `inherits`. */
const MAX_DEPTH = 16;

/** The targets of the Bake file at `path`. Paths are relative to the folder where Bake runs, for which the file's own is taken. */
export function bakeTargets(yaml: YamlUnit, path: string): BakeTarget[] {
  const targets = lensOf(yaml).get('target');
  const basesOf = (name: string): string[] =>
    targets
      .get(name)
      .get('inherits')
      .items()
      .flatMap((item) => item.text ?? []);
  const own = (name: string, key: string, depth = 0): Lens | undefined => {
    const found = targets.get(name).get(key);
    if (!found.absent || depth > MAX_DEPTH) return found;
    // The last of the inherited targets wins.
    return basesOf(name)
      .reverse()
      .map((base) => own(base, key, depth + 1))
      .find((one) => one && !one.absent);
  };
  /** `seen`: a target that several others inherit from is read once. */
  const argsOf = (name: string, out: Map<string, BakeArgument>, seen: Set<string>): typeof out => {
    if (seen.has(name) || seen.size > MAX_DEPTH) return out;
    seen.add(name);
    for (const base of basesOf(name)) argsOf(base, out, seen);
    for (const { key, text, scalar } of targets.get(name).get('args').entries())
      out.set(key, { name: key, value: scalar?.templated || /[$%]\{/.test(text ?? '') ? undefined : text });
    return out;
  };
  return targets.entries().map(({ key: name, entry }) => {
    const context = own(name, 'context');
    const dockerfile = own(name, 'dockerfile');
    const folder = context && !context.absent ? context.text : '.';
    const file = dockerfile && !dockerfile.absent ? dockerfile.text : 'Dockerfile';
    const isKnown = folder !== undefined && file !== undefined && isLocal(folder) && isLocal(file);
    const isInline = own(name, 'dockerfile-inline')?.node !== undefined;
    return {
      name,
      dockerfile: isKnown && !isInline ? posix.join(posix.join(posix.dirname(path), folder), file) : undefined,
      target: own(name, 'target')?.text,
      contexts:
        own(name, 'contexts')
          ?.entries()
          .map((e) => e.key) ?? [],
      args: [...argsOf(name, new Map(), new Set()).values()],
      whole: entry.span,
      at: entry.keySpan,
    };
  });
}

const isLocal = (path: string): boolean => !/^[a-z][a-z0-9+.-]*:|^git@|^[/~\\]/i.test(path);
