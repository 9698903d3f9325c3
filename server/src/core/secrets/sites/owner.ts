import type { Instruction, Stage, Variable } from '../../dockerfile/model.ts';
import type { Service } from '../../domain/compose.ts';
import type { Container, EnvVariable } from '../../domain/container.ts';
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { SettingsUnit, Unit } from '../../domain/unit.ts';
import type { EnvFileVariable } from '../../env/model.ts';
import type { YamlEntry } from '../../yaml/node.ts';

/** The model object that a site belongs to. */
export type SiteOwner =
  | {
      readonly in: 'dockerfile';
      readonly instruction: Instruction;
      readonly stage: Stage | undefined;
      readonly variable?: Variable;
    }
  | { readonly in: 'compose'; readonly service: Service | undefined; readonly variable?: EnvVariable }
  | { readonly in: 'container'; readonly container: Container; readonly variable?: EnvVariable }
  | { readonly in: 'object'; readonly object: KubernetesObject; readonly entry?: YamlEntry }
  | { readonly in: 'env'; readonly variable: EnvFileVariable }
  | { readonly in: 'settings'; readonly of: SettingsUnit['of'] }
  | { readonly in: 'unit'; readonly kind: Unit['kind'] };
