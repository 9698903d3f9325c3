import type { SettingsUnit } from '../../domain/unit.ts';
import { kustomizationIn } from '../../kustomize/kustomization.ts';
import { posix } from '../../text/paths.ts';
import type { Span } from '../../text/span.ts';

/** A kustomization: it deploys its files and those of other kustomizations together. */
export interface KustomizationFacts {
  readonly kind: 'kustomization';
  readonly folder: string;
  /** Workspace paths of the files, patches and folders that it lists. */
  readonly parts: readonly string[];
  /** As in `Kustomization`. */
  readonly open: boolean;
  readonly affixes: readonly [prefix: string, suffix: string];
  readonly at: Span;
}

export function kustomizationFacts({ path, yaml }: SettingsUnit): KustomizationFacts {
  const { parts, patches, open, affixes } = kustomizationIn(path, yaml);
  return {
    kind: 'kustomization',
    folder: posix.dirname(path),
    parts: [...new Set([...parts, ...patches])],
    open,
    affixes,
    at: { start: 0, end: 0 },
  };
}
