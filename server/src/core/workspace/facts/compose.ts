import { buildPath } from '../../compose/build-path.ts';
import type { ComposeFileUnit } from '../../domain/unit.ts';
import type { Span } from '../../text/span.ts';

/** An entry of `build.args`. */
export interface GivenArgument {
  readonly name: string;
  /** `undefined`: from the environment. */
  readonly value: string | undefined;
  /** It contains a variable or a template; `value` is then the text as written. */
  readonly dynamic: boolean;
}

export interface ServiceFacts {
  readonly kind: 'service';
  readonly name: string;
  readonly image: string | undefined;
  /** Workspace paths. */
  readonly build:
    | {
        readonly context: string;
        readonly dockerfile: string;
        readonly target: string | undefined;
        readonly contexts: readonly string[];
        /** Names of the arguments. */
        readonly args: readonly string[];
        readonly given: readonly GivenArgument[];
      }
    | undefined;
  readonly at: Span;
  readonly whole: Span;
}

export function composeFacts(unit: ComposeFileUnit): ServiceFacts[] {
  return unit.compose.services.map((service) => {
    const path = service.build && buildPath(unit.path, service.build);
    const contexts = [...(service.build?.additionalContexts.keys() ?? [])];
    const given = service.build?.args.map(({ name, value, dynamic }) => ({ name, value, dynamic })) ?? [];
    const args = given.map((a) => a.name);
    return {
      kind: 'service',
      name: service.name,
      image: service.container.image?.raw,
      build: path && { ...path, target: service.build?.target, contexts, args, given },
      at: service.entry.keySpan,
      whole: service.span,
    };
  });
}
