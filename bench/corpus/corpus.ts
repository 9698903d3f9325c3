/** Files to measure with: written by generators from a seed, or taken from a folder. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { globSync } from '../../scripts/lib/files.ts';
import { random } from '../../scripts/lib/random.ts';
import { classify } from '../../server/src/core/files/classify.ts';
import { composeFile } from './compose.ts';
import { dockerfile } from './dockerfile.ts';
import { manifest } from './manifest.ts';

/** `mixed`: the three others in turn. */
export type Kind = 'dockerfile' | 'compose' | 'manifest' | 'mixed';

export interface Text {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

const SEED = 20_261_129;
/** Lines of an ordinary file: the medians of public repositories are of this size. */
const LINES = { dockerfile: 30, compose: 45, manifest: 60 };
const NAMES = { dockerfile: 'Dockerfile', compose: 'compose.yaml', manifest: 'manifest.yaml' };
const TURNS = ['dockerfile', 'compose', 'manifest'] as const;

type Plain = Exclude<Kind, 'mixed'>;

const writers: Readonly<Record<Plain, (next: () => number, lines: number) => string>> = {
  dockerfile,
  compose: composeFile,
  manifest,
};

/** One text of exactly `lines` lines; the same for the same arguments. */
export function generated(of: Plain, lines: number, seed = SEED): string {
  const written = writers[of](random(seed), lines).split('\n');
  const cut = written.slice(0, lines);
  while (cut.length < lines) cut.push('#');
  return `${cut.join('\n')}\n`;
}

/** `count` texts, together of about `bytes` bytes if it is set; else of between half and twice the ordinary number of lines. */
export function* generatedFiles(of: Kind, count: number, bytes?: number): Generator<Text> {
  const next = random(SEED);
  for (let i = 0; i < count; i++) {
    const kind = of === 'mixed' ? TURNS[i % TURNS.length]! : of;
    const spread = 0.5 + 1.5 * next();
    let text = generated(kind, Math.ceil(LINES[kind] * spread), SEED + i);
    const size = bytes === undefined ? 0 : (bytes / count) * 0.8 * spread;
    for (let part = 1; text.length < size; part++) {
      const more = generated(kind, Math.ceil(2 * LINES[kind]), SEED + i + part * count);
      text += `${kind === 'manifest' ? '---\n' : ''}${more}`;
    }
    yield { path: `team-${Math.floor(i / 100)}/app-${i}/${NAMES[kind]}`, text };
  }
}

/** The files of one kind in a folder, at most `count`, in the order of their paths. */
export function* folderFiles(folder: string, of: Kind, count: number): Generator<Text> {
  const root = path.resolve(folder);
  let found = 0;
  for (const file of globSync(root, () => true)) {
    if (found === count) return;
    const inside = path.relative(root, file).replaceAll('\\', '/');
    if (fs.statSync(file).size > 10_000_000) continue;
    const text = fs.readFileSync(file, 'utf8');
    const kind = classify(inside, text);
    const plain = kind === 'kubernetes' ? 'manifest' : kind;
    if (of === 'mixed' ? !TURNS.some((turn) => turn === plain) : plain !== of) continue;
    found++;
    yield { path: inside, text };
  }
}

/** Writes the files and returns their paths, relative to `folder`, and their size in bytes. Throws if there are none. */
export function written(folder: string, files: Iterable<Text>): { readonly paths: string[]; readonly bytes: number } {
  const paths: string[] = [];
  let bytes = 0;
  for (const { path: file, text } of files) {
    const whole = path.join(folder, file);
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    fs.writeFileSync(whole, text);
    paths.push(file);
    bytes += Buffer.byteLength(text);
  }
  if (paths.length === 0) throw new Error('no file of this kind');
  return { paths, bytes };
}
