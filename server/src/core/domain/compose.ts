/** A Compose file as the rules see it. Source: the Compose specification and compose-go's loader. */

import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlMap, YamlUnit } from '../yaml/node.ts';
import type { ContainerParts, EnvVariable } from './container-parts.ts';

export interface ComposeUnit {
  readonly yaml: YamlUnit;
  readonly root: YamlMap;
  readonly services: readonly Service[];
  /** Top-level `networks`, `secrets`, `configs`, `volumes` maps, where present. */
  readonly networks: YamlMap | undefined;
  readonly secrets: YamlMap | undefined;
  readonly configs: YamlMap | undefined;
  readonly volumes: YamlMap | undefined;
  /** Services at top level without `services:` (the first format). */
  readonly legacy: boolean;
}

/** A service seen as a container. */
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
  /** `extends`, an override file's shape (no `image` and no `build`), `!reset`. */
  readonly partial: boolean;
  readonly networkMode: string | undefined;
  readonly profiles: readonly string[];
}

export interface ServiceBuild {
  /** As written; `undefined` when unknown. Relative to the Compose file's folder. */
  readonly context: string | undefined;
  /** Relative to the context; 'Dockerfile' by default. */
  readonly dockerfile: string | undefined;
  readonly dockerfileInline: { readonly text: string; readonly at: Span } | undefined;
  readonly target: string | undefined;
  readonly args: readonly EnvVariable[];
  readonly additionalContexts: ReadonlyMap<string, string>;
  readonly at: Span;
}
