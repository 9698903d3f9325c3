/** The Dockerfiles that scripts, Makefiles, workflows and instructions name, as far as the text alone says. */
import { posix } from '../text/paths.ts';

/** Characters of the longest text that is read. */
const MOST_CHARACTERS = 200_000;

/** A path or name of a Dockerfile, with the folder before it: `docker/web/Dockerfile`, `Dockerfile-alpine`, `$NAME.Dockerfile`. */
const FILE = /[\w.@$(){}/*-]{0,100}(?:docker|container)file[\w.@$(){}*-]{0,100}/gi;
/** `docker build … CONTEXT`, `docker buildx build … CONTEXT`, with the words up to the end of the command. */
const BUILD =
  /\b(?:docker|podman|nerdctl|buildah)[ \t]+(?:image[ \t]+|buildx[ \t]+)?(?:build|bud)\b([^\n;&|]{0,2000})/g;
/** `docker_build('shop', './web')` of Tilt, `docker.build("shop", "web")` of Jenkins. */
const CALL = /\bdocker[._]build\([^()'"\n]{0,20}["'][^"'\n]{0,200}["'][ \t]*,[ \t]*["']([^"'\n]{1,200})["']/g;
/** Folders in which commands are run, and the context of an action or a job: `cd web`, `make -C web`, `context: ./web`. */
const FOLDER =
  /(?:\b(?:cd|pushd)[ \t]+|[ \t]-C[ \t]+|\b(?:context|working-directory|dir|path|file|docker-?file(?:-?path)?)["']?[ \t]*[:=][ \t]*)["']?([^\s"'#,;&|]{1,200})/gi;

const isFile = (part: string): boolean => /(?:docker|container)file/i.test(part);

/** Actions, programs and settings that build images from a context. */
const BUILDERS = /build-push-action|kaniko|buildah|^artifacts:|^[ \t]+artifacts:/m;

/** A key of `publishedIn`: no image has such a name. */
const keyOf = (name: string): string => `dockerfile:${name.toLowerCase()}`;

/** Any text names a Dockerfile. */
export const SOME_DOCKERFILE = keyOf('');
/** A text names one by a variable or a pattern, so it may be any. */
export const ANY_DOCKERFILE = keyOf('*');
/** A text names a Dockerfile of this name, or a folder of this name that may hold it. Names are single parts of paths. */
export const dockerfileNamed = keyOf;

/** The keys of the Dockerfiles that the text of the file at `path` names; each once. A file that builds something may build the one beside it. */
export function namedDockerfiles(written: string, path: string): readonly string[] {
  if (
    written.length > MOST_CHARACTERS ||
    !/dockerfile|containerfile|\bbuild\b|\bbud\b|kaniko|artifacts:|docker_build/i.test(written)
  )
    return [];
  const text = written.replace(/\\\r?\n/g, ' ').replace(/\$\{\{[^{}]{0,200}\}\}/g, '*');
  const found = new Set<string>();
  const add = (named: string): void => {
    found.add(SOME_DOCKERFILE);
    const known = named.replace(/\$(?:\{\{?[^{}]*\}?\}|\([^()]*\)|\w+)/g, '*');
    const parts = known.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
    // The folder in which a job runs says nothing: `$GITHUB_WORKSPACE/web`.
    const open = /^\*$/.test(parts[0] ?? '') && parts.length > 1 && !isFile(parts[1]!) ? parts.slice(1) : parts;
    if (open.some((part) => part.includes('*'))) found.add(ANY_DOCKERFILE);
    for (const part of parts.slice(-2)) if (!part.includes('*')) found.add(keyOf(part));
  };
  for (const [file] of text.matchAll(FILE)) add(file);
  for (const [, rest = ''] of text.matchAll(BUILD)) {
    // The context is mostly the last word. Of the others, a variable is more likely a tag.
    const words = rest
      .replace(/["'`)]+/g, ' ')
      .trim()
      .split(/[ \t]+/);
    for (const word of words) if (!/^-|\$/.test(word) || word === words.at(-1)) add(word);
  }
  for (const [, context = ''] of text.matchAll(CALL)) add(context);
  if (found.size === 0 && !BUILDERS.test(text)) return [];
  for (const [, folder = ''] of text.matchAll(FOLDER)) add(folder);
  found.add(keyOf(posix.basename(posix.dirname(path))));
  return [...found];
}
