/** Resolves one file of a workspace, by its kind. */
import { readUnit, type UnitText, unitTexts } from '../../../server/src/core/engine/analyse.ts';
import { inlineDockerfiles } from '../../../server/src/core/engine/inline-dockerfiles.ts';
import { lensOf } from '../../../server/src/core/yaml/lens.ts';
import { resolveCompose } from './compose.ts';
import { resolveDockerfile } from './dockerfile.ts';
import { dotenv } from './dotenv.ts';
import { resolveKubernetes } from './kubernetes.ts';
import { distinct, list, map, type Resolved, type ResolvedMap, value } from './model.ts';
import { PLAIN, resolveYaml } from './yaml.ts';

/** A resolved file, with the other files that were read for it. */
export interface ResolvedFile {
  readonly resolved: ResolvedMap;
  /** The text of each other file that was asked for; `undefined` if it did not exist. */
  readonly read: ReadonlyMap<string, string | undefined>;
  /** The entries of each document by its text, to resolve only the changed ones again. */
  readonly documents: ReadonlyMap<string, readonly (readonly [string, Resolved])[]>;
}

type Entries = readonly (readonly [string, Resolved])[];

/** Resolves the file at `path`. `textOf` gives the texts of other files. Documents of `like` with equal text are taken over. */
export function resolveFile(
  path: string,
  text: string,
  textOf: (path: string) => string | undefined,
  like?: ResolvedFile,
): ResolvedFile {
  const read = new Map<string, string | undefined>();
  const reading = (other: string): string | undefined => {
    const found = textOf(other);
    read.set(other, found);
    return found;
  };
  const documents = new Map<string, Entries>();
  const { units } = unitTexts(path, text);
  const all = units.flatMap((from, i): Entries => {
    const known = from.kind === 'compose' ? undefined : like?.documents.get(from.text);
    const own = known ?? entriesOf(path, from, reading);
    documents.set(from.text, own);
    // Compose merges the documents of a file; here each is resolved alone.
    return i > 0 && from.kind === 'compose' ? own.map(([name, one]) => [`document ${i + 1} ${name}`, one]) : own;
  });
  const resolved = map(distinct(units.length > 0 ? all : unread(path, text)));
  return { resolved, read, documents };
}

function entriesOf(path: string, from: UnitText, read: (path: string) => string | undefined): Entries {
  const { unit } = readUnit(path, from);
  switch (unit.kind) {
    case 'dockerfile':
      return resolveDockerfile(unit.dockerfile);
    case 'compose': {
      const inside = inlineDockerfiles(unit).flatMap((one) => entriesOf(path, one, read));
      return [...resolveCompose(unit, read), ...inside];
    }
    case 'kubernetes':
      // What cannot be parsed is compared as text.
      return unit.yaml.problems.length > 0 ? [['text', value(unit.text)]] : resolveKubernetes(unit);
    case 'env':
      return [...dotenv(unit.text)].map(([name, one]) => [name, value(one)]);
    case 'settings': {
      const tree = unit.yaml.problems.length > 0 ? undefined : resolveYaml(lensOf(unit.yaml), PLAIN);
      return tree?.kind === 'map' ? [...tree.entries] : [['text', value(unit.text)]];
    }
    default:
      return [['text', value(unit.text)]];
  }
}

/** A file that is not cut into units: the variables of `web.env.example`, the lines of an ignore file without comments, or its text. */
function unread(path: string, text: string): Entries {
  if (/\.env\.[\w-]+$/.test(path)) return [...dotenv(text)].map(([name, one]) => [name, value(one)]);
  if (!/(?:^|\/)\.gitignore$|\.dockerignore$/.test(path)) return text === '' ? [] : [['text', value(text)]];
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return [['lines', list(lines.map((line) => ({ label: line, same: line, value: value('') })))]];
}
