/** What `.dockerignore` keeps out of a build. Source: moby `patternmatcher`; `<Dockerfile>.dockerignore` beside the Dockerfile wins. */
import { pathMatcher } from '../config/globs.ts';
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';

/**
 * Whether a file at `source` (in the context) never reaches the builds of the Dockerfile at workspace path `dockerfile`. The contexts are
 * those of the Compose services that build it, else its own folder.
 */
export function excludedFromContext(workspace: WorkspaceIndex, dockerfile: string, source: string): boolean {
  const services = workspace.servicesBuilding(dockerfile).flatMap((s) => s.fact.build?.context ?? []);
  const contexts = services.length > 0 ? services : [posix.dirname(dockerfile)];
  const own = workspace.text(`${dockerfile}.dockerignore`);
  const path = posix.join('', source);
  return contexts.every((context) => {
    const text = own ?? workspace.text(context === '' ? '.dockerignore' : `${context}/.dockerignore`);
    return text !== undefined && excludes(text, path);
  });
}

function excludes(text: string, path: string): boolean {
  const lines = text.split(/\r?\n/).map((l) => l.trim());
  const patterns = lines.filter((l) => l !== '' && !l.startsWith('#')).map(anchored);
  // Unlike in Git, a file in an excluded folder can be taken back.
  const back = patterns.filter((p) => p.startsWith('!')).map((p) => p.slice(1));
  return pathMatcher(patterns)(path) && !pathMatcher(back)(path);
}

const anchored = (pattern: string): string =>
  pattern.startsWith('!') ? `!/${pattern.slice(1).replace(/^\//, '')}` : `/${pattern.replace(/^\//, '')}`;
