/** The images that scripts, Makefiles, workflows and instructions build or push, as far as the text alone names them. */
import { parseReference } from './reference.ts';

/** Characters of the longest text that is read. */
const MOST_CHARACTERS = 200_000;

/** `docker build …`, `docker buildx build …`, `podman push …` with their words up to the end of the command. */
const COMMAND =
  /\b(?:docker|podman|nerdctl|buildah)[ \t]+(?:image[ \t]+|buildx[ \t]+)?(build|bud|push)\b([^\n;&|]{0,2000})/g;
const TAG_OPTION = /(?:^|[ \t])(?:-t|--tag|--destination)[= \t]+(\S+)/g;
/** Kaniko. */
const DESTINATION = /--destination[= \t]+["']?([^\s"']+)/g;
/** A context that a build gets by a name. Source: Docker documentation, `docker buildx build --build-context`. */
const BUILD_CONTEXT = /--build-context[= \t]+["']?([\w./:-]{1,200})=/g;
/** The inputs of Docker's actions, and targets of Bake: `tags: a/b:1`, `images: |` with names below, `tags = ["a/b"]`. */
const LIST = /^([ \t]*)(?:- )?(?:tags|images|image-names?)[ \t]*[:=][ \t]*(.*)$/gm;
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w{0,60})[ \t]*(?:[?:]?=|:)[ \t]*["']?([\w./:-]{1,200})["']?[ \t]*(?:#.*)?$/gm;

/**
 * Names without tags, as Docker shows them (`acme/shop`, `ghcr.io/acme/shop`); each once. A name that ends in an unknown variable becomes what it
 * begins with up to the last slash: `acme/`. Sources: manuals of docker, podman, buildah, kaniko and Docker's GitHub actions.
 */
export function publishedNames(written: string): readonly string[] {
  if (written.length > MOST_CHARACTERS || !/\b(?:push|build|bud|tags|images)\b/.test(written)) return [];
  const text = written.replace(/\\\r?\n/g, ' ');
  const values = new Map<string, string>();
  for (const [, name, value] of text.matchAll(ASSIGNMENT)) if (!values.has(name!)) values.set(name!, value!);
  const words = [
    ...[...text.matchAll(COMMAND)].flatMap(([, verb, rest]) =>
      verb === 'push'
        ? rest!
            .trim()
            .split(/[ \t]+/)
            .filter((word) => !word.startsWith('-'))
            .slice(0, 1)
        : [...rest!.matchAll(TAG_OPTION)].map((match) => match[1]!),
    ),
    ...[...text.matchAll(DESTINATION)].map((match) => match[1]!),
    ...[...text.matchAll(LIST)].flatMap((match) => listed(text, match)),
  ];
  const contexts = [...text.matchAll(BUILD_CONTEXT)].map(([, name]) => buildContext(name!));
  return [...new Set([...words.flatMap((word) => nameIn(resolved(word, values))), ...contexts])];
}

/** What stands for a context that a command gives a build by a name: no image has such a name. */
export const buildContext = (name: string): string => `--build-context ${name}`;

/** The words of a list on the line of its key, or on the deeper lines below it. */
function listed(text: string, match: RegExpMatchArray): string[] {
  const [line, indent = '', rest = ''] = match;
  const inline = rest
    .slice(0, 2000)
    .trim()
    .replace(/^[|>][-+]?$/, '');
  if (inline !== '' && inline !== '[') return inline.split(/[\s,"'[\]]+(?![^{]*\}\})/);
  const words: string[] = [];
  for (const below of text
    .slice((match.index ?? 0) + line.length + 1, (match.index ?? 0) + line.length + 2000)
    .split('\n')) {
    if (below.trim() === '' || /^[ \t]*/.exec(below)![0].length <= indent.length) break;
    words.push(
      below
        .trim()
        .replace(/^- /, '')
        .replace(/^["']|["'],?$/g, ''),
    );
  }
  return words;
}

const VARIABLE = /\$\{\{[ \t]*(?:env|vars)\.(\w+)[ \t]*\}\}|\$\{(\w+)(?::?-([^{}]*))?\}|\$\((\w+)\)|\$(\w+)/g;

/** A word with the variables that the same text sets to plain values. */
function resolved(word: string, values: ReadonlyMap<string, string>): string {
  let now = word.replace(/^["']+|["']+$/g, '');
  for (let depth = 0; depth < 3 && now.includes('$'); depth++)
    now = now.replace(
      VARIABLE,
      (whole, a?: string, b?: string, fallback?: string, c?: string, d?: string) =>
        values.get(a ?? b ?? c ?? d ?? '') ?? fallback ?? whole,
    );
  return now;
}

function nameIn(word: string): string[] {
  const unknown = word.search(/[$<{%*"'`]/);
  const known = unknown < 0 ? word : word.slice(0, unknown);
  // What follows the tag's colon does not matter.
  const tag = known.indexOf(':', known.lastIndexOf('/') + 1);
  if (unknown < 0 || tag > 0) {
    const name = parseReference(tag > 0 ? known.slice(0, tag) : known)?.familiar;
    return name === undefined || /^type=/.test(word) ? [] : [name];
  }
  const begin = known.slice(0, known.lastIndexOf('/') + 1);
  const [first = '', second = ''] = begin.split('/');
  const isHost = /[.:]|^localhost$/.test(first);
  return first === '' || (isHost && second === '') ? [] : [begin.replace(/^docker\.io\//, '')];
}
