/**
 * What the engine analyses at a time: a whole Dockerfile, or one document of a YAML stream. A unit's model is built once per text and
 * kept while the text stays the same; only `start` moves when something above it in the file is edited.
 */

import type { Dockerfile } from '../dockerfile/model.ts';
import type { EnvFile } from '../env/model.ts';
import type { Span } from '../text/span.ts';
import type { YamlUnit } from '../yaml/node.ts';
import type { ComposeUnit } from './compose.ts';
import type { KubernetesUnit } from './kubernetes.ts';

interface UnitBase {
  /** Relative to the workspace root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Offset of the unit's text in its file. Spans of models, findings and edits are relative to the unit. Set by the engine. */
  start: number;
}

export interface DockerfileUnit extends UnitBase {
  readonly kind: 'dockerfile';
  readonly dockerfile: Dockerfile;
}
export interface ComposeFileUnit extends UnitBase {
  readonly kind: 'compose';
  readonly yaml: YamlUnit;
  readonly compose: ComposeUnit;
}
export interface KubernetesFileUnit extends UnitBase {
  readonly kind: 'kubernetes';
  readonly yaml: YamlUnit;
  readonly kubernetes: KubernetesUnit;
}
export interface EnvFileUnit extends UnitBase {
  readonly kind: 'env';
  readonly env: EnvFile;
}
/** A file of settings without a model of its own, in which secrets are looked for by keys and forms. */
export interface SettingsUnit extends UnitBase {
  readonly kind: 'settings';
  readonly of: 'helm-values' | 'kustomization' | 'daemon' | 'docker-config';
  readonly yaml: YamlUnit;
}
/** Read for its comments and problems only. */
export interface OtherUnit extends UnitBase {
  readonly kind: 'other';
  readonly yaml: YamlUnit | undefined;
}

export type Unit = DockerfileUnit | ComposeFileUnit | KubernetesFileUnit | EnvFileUnit | SettingsUnit | OtherUnit;

/** The unit's YAML (or JSON); `undefined` where it has none, and where none was parsed. */
export const yamlIn = (unit: Unit): YamlUnit | undefined => ('yaml' in unit ? unit.yaml : undefined);

/** How the unit's lines end. */
export const eolOf = (unit: Unit): '\n' | '\r\n' =>
  (unit.kind === 'dockerfile' ? unit.dockerfile.eol : unit.kind === 'env' ? unit.env.eol : unit.yaml?.eol) ?? '\n';

/**
 * A span in a unit of some file, made absolute only when it is reported. The engine updates a fact's place when its file is edited
 * without changing the fact, so keep the object, not a copy of what is in it.
 */
export interface Place {
  unit: Unit;
  at: Span;
}
