/**
 * The engine analyses one unit at a time: a whole Dockerfile, or one document of a YAML stream. It builds the model of a unit once and
 * keeps it as long as the text is the same. Only `start` changes when someone edits the file above the unit.
 */

import type { Dockerfile } from '../dockerfile/model.ts';
import type { EnvFile } from '../env/model.ts';
import type { PodmanFile } from '../files/podman-file.ts';
import type { Span } from '../text/span.ts';
import type { YamlUnit } from '../yaml/node.ts';
import type { ComposeUnit } from './compose.ts';
import type { KubernetesObject, KubernetesUnit } from './kubernetes.ts';

interface UnitBase {
  /** Relative to the workspace root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Offset of the unit's text in its file, set by the engine. Spans of models, findings and edits are relative to the unit. */
  start: number;
}

export interface DockerfileUnit extends UnitBase {
  readonly kind: 'dockerfile';
  readonly dockerfile: Dockerfile;
  /** The indentation of a Dockerfile inside a Compose file (`dockerfile_inline`); `undefined` for a file of its own. */
  readonly indent?: string;
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
  /** States of a template that its tree does not show: other arms of an `if`, where several set one key. */
  readonly others?: readonly OtherState[];
}
/** Another state of a unit, with the same offsets. */
export interface OtherState {
  readonly unit: KubernetesFileUnit;
  /** What it shows and the unit does not. Findings elsewhere are those of the unit. */
  readonly shown: readonly Span[];
}
export interface EnvFileUnit extends UnitBase {
  readonly kind: 'env';
  readonly env: EnvFile;
}
/** A settings file without a model; HCL and TOML are read into the nodes of YAML. Only the rules for secrets check it, and those for containers the settings in a chart's values. */
export interface SettingsUnit extends UnitBase {
  readonly kind: 'settings';
  readonly of: 'helm-values' | 'kustomization' | 'daemon' | 'docker-config' | 'bake' | 'distribution' | PodmanFile;
  readonly yaml: YamlUnit;
  /** The settings of pods in a chart's values. */
  readonly values: KubernetesObject | undefined;
}
/** A unit that is read only for its comments and problems. */
export interface OtherUnit extends UnitBase {
  readonly kind: 'other';
  readonly yaml: YamlUnit | undefined;
}

export type Unit = DockerfileUnit | ComposeFileUnit | KubernetesFileUnit | EnvFileUnit | SettingsUnit | OtherUnit;

/** The unit's YAML (or JSON); `undefined` if it has none or was not parsed. */
export const yamlIn = (unit: Unit): YamlUnit | undefined => ('yaml' in unit ? unit.yaml : undefined);

/** The line break of the unit. */
export const eolOf = (unit: Unit): '\n' | '\r\n' =>
  (unit.kind === 'dockerfile' ? unit.dockerfile.eol : unit.kind === 'env' ? unit.env.eol : unit.yaml?.eol) ?? '\n';

/**
 * A span in a unit of some file. It becomes absolute only when it is reported. When an edit moves a fact without changing it, the engine
 * updates the place of the fact: keep this object, not a copy of its fields.
 */
export interface Place {
  unit: Unit;
  at: Span;
}
