/** The line of an image's product that the project's jobs and its README use. */
import type { ImageUse } from '../domain/image-use.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import { parseReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import { isComment, isJob } from '../workspace/plain-text.ts';

export interface ProjectLine {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** `11.5` of `mariadb:11.5-noble`. */
  readonly version: string;
}

/**
 * The first version of the image of a service or a pod that a job names, by path and line. None for a Dockerfile. Searches files without a model: only
 * fixes may ask.
 */
export function projectLine(use: ImageUse, ctx: Context): ProjectLine | undefined {
  const { reference, container } = use;
  if (!reference || !container) return undefined;
  const name = publicName(reference);
  for (const mention of ctx.workspace.plainText().find(`${name}:`)) {
    const { path, line, text, offset } = mention;
    if (path === ctx.unit.path || !isJob(path) || isComment(mention)) continue;
    const before = /[\w./-]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0] ?? '';
    if (before !== '' && !/^(?:docker\.io\/)?(?:library\/)?$/.test(before)) continue;
    if (text[offset - before.length - 1] === '@') continue;
    const [tag, after = ''] =
      /^([\w.-]+)(.?)/.exec(text.slice(offset + name.length + 1, offset + name.length + 100))?.slice(1) ?? [];
    const version = readTag(tag).version;
    if (version !== undefined && after !== '/' && !IS_PORT.test(tag ?? '')) return { path, line, version };
  }
  return undefined;
}

/** Jobs call a service by the name of its image, too: `clickhouse:8123`. An image with such a version (`servercore:1809`) gets no note. */
const IS_PORT = /^(?:80|443|\d{4,5})$/;

/** Whether a reference is of the line, as far as both name it. */
export function isOnLine(text: string, { version }: ProjectLine): boolean {
  const own = readTag(parseReference(text)?.tag).version?.split('.');
  const asked = version.split('.');
  return own?.every((part, n) => asked[n] === undefined || asked[n] === part) ?? false;
}

/** What a person does about jobs that use another line than the reference `text`. */
export const projectLineNotes = (line: ProjectLine | undefined, text: string): string[] =>
  line === undefined || isOnLine(text, line)
    ? []
    : [`Test with it first: \`${line.path}:${line.line}\` uses version ${line.version}`];
