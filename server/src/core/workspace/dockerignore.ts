/** What `.dockerignore` keeps out of a build. Source: moby `patternmatcher`; `<Dockerfile>.dockerignore` beside the Dockerfile wins. */
import { pathMatcher } from '../text/path-pattern.ts';
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from './index.ts';

/** The folders of the contexts in which the Dockerfile at a workspace path is built, as far as is known. */
export function contextsOf(workspace: WorkspaceIndex, dockerfile: string): string[] {
  const services = workspace.servicesBuilding(dockerfile).flatMap((s) => s.fact.build?.context ?? []);
  return services.length > 0 ? [...new Set(services)] : [posix.dirname(dockerfile)];
}

/**
 * Whether a file at `source` (in the context) never reaches the builds of the Dockerfile at workspace path `dockerfile`. The contexts are
 * those of the Compose services that build it, else its own folder.
 */
export function excludedFromContext(workspace: WorkspaceIndex, dockerfile: string, source: string): boolean {
  const own = workspace.text(`${dockerfile}.dockerignore`);
  const path = posix.join('', source);
  return contextsOf(workspace, dockerfile).every((context) => {
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
