/** The model of a Compose file for rules. Source: the Compose specification and compose-go's loader. */

import type { Platform } from '../platform/platform.ts';
import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlMap, YamlUnit } from '../yaml/node.ts';
import type { ContainerParts, EnvVariable } from './container-parts.ts';

export interface ComposeUnit {
  readonly yaml: YamlUnit;
  readonly root: YamlMap;
  /** What reads the file. */
  readonly platform: Platform;
  readonly services: readonly Service[];
  /** The top-level maps `networks`, `secrets`, `configs` and `volumes`, if present. */
  readonly networks: YamlMap | undefined;
  readonly secrets: YamlMap | undefined;
  readonly configs: YamlMap | undefined;
  readonly volumes: YamlMap | undefined;
  /** The services are at top level, without `services:` (the first Compose file format). */
  readonly legacy: boolean;
}

/** The container of a service. */
export interface ServiceContainer extends ContainerParts {
  readonly origin: 'compose';
  readonly owner: Service;
}

export interface Service {
  readonly origin: 'compose';
  readonly name: string;
  readonly entry: YamlEntry;
  readonly node: YamlMap;
  readonly span: Span;
  readonly container: ServiceContainer;
  readonly build: ServiceBuild | undefined;
  /** The file may not show the whole service: `extends`, `!reset`, or an override file (no `image` and no `build`). */
  readonly partial: boolean;
  /** As far as the platform reads it. */
  readonly networkMode: string | undefined;
  /** Its `ports` opens ports on the host. */
  readonly publishesPorts: boolean;
  readonly profiles: readonly string[];
}

export interface ServiceBuild {
  /** As written, relative to the Compose file's folder; `undefined` when unknown. */
  readonly context: string | undefined;
  /** Relative to the context; 'Dockerfile' by default. */
  readonly dockerfile: string | undefined;
  readonly dockerfileInline: { readonly text: string; readonly at: Span } | undefined;
  readonly target: string | undefined;
  readonly args: readonly EnvVariable[];
  readonly additionalContexts: ReadonlyMap<string, string>;
  readonly at: Span;
}
