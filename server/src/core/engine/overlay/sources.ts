import { type Unit, yamlIn } from '../../domain/unit.ts';
import type { Sources } from '../../kustomize/result/steps.ts';
import type { SourceDocument } from '../../merged/placed.ts';
import { posix } from '../../text/paths.ts';
import { cutStream } from '../../yaml/cut.ts';
import { limits } from '../../yaml/limits.ts';
import { parseYaml } from '../../yaml/parse.ts';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** A file with its units. */
export interface ReadFile {
  readonly path: string;
  readonly text: string;
  readonly units: readonly { readonly unit: Unit }[];
}

/**
 * The files of the engine, as an evaluation reads them.
 * @param reads gets the path of each file that was looked for, found or not: a change of it may change the result
 */
export function sourcesOf(stateOf: (path: string) => ReadFile | undefined, reads: Set<string>): Sources {
  const documents = (path: string): readonly SourceDocument[] | undefined => {
    reads.add(path);
    const state = stateOf(path);
    return state && documentsOf(state);
  };
  return {
    documents,
    kustomization(folder) {
      for (const name of NAMES) {
        const [first] = documents(posix.join(folder, name)) ?? [];
        if (first) return first;
      }
      return undefined;
    },
  };
}

/** The YAML documents of a file, checked or not; `undefined` if it is no YAML. */
export function documentsOf(state: ReadFile): readonly SourceDocument[] | undefined {
  const { path } = state;
  if (state.units.length > 0)
    return state.units.flatMap(({ unit }) => {
      const yaml = yamlIn(unit);
      return yaml ? [{ path, yaml, unit }] : [];
    });
  return /\.(?:ya?ml|json)$/i.test(path) ? withoutUnits(state) : undefined;
}

const parsed = new WeakMap<ReadFile, readonly SourceDocument[]>();

/** The documents of a file that is not checked: a patch without `kind`. */
function withoutUnits(state: ReadFile): readonly SourceDocument[] {
  const known = parsed.get(state);
  if (known) return known;
  const { path, text } = state;
  const cuts = text.length > limits.file ? [] : cutStream(text).filter((cut) => /[^\s-]/.test(cut.text));
  const documents = cuts.map((cut) => ({ path, yaml: parseYaml(cut.text), unit: undefined }));
  parsed.set(state, documents);
  return documents;
}
