/**
 * Files that `.dockerignore` excludes from a build. Source: moby `patternmatcher`; `<Dockerfile>.dockerignore` beside the Dockerfile
 * wins.
 */
import { pathMatcher } from '../text/path-pattern.ts';
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from './index.ts';

/** The known context folders of the builds of the Dockerfile at a workspace path. */
export function contextsOf(workspace: WorkspaceIndex, dockerfile: string): string[] {
  const services = workspace.servicesBuilding(dockerfile).flatMap((s) => s.fact.build?.context ?? []);
  return services.length > 0 ? [...new Set(services)] : [posix.dirname(dockerfile)];
}

/**
 * Whether every build of the Dockerfile at workspace path `dockerfile` excludes the file at `source` (relative to the context). The
 * contexts are those of the Compose services that build it, else its own folder.
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
  // Unlike in Git, `!` can include a file of an excluded folder again.
  const back = patterns.filter((p) => p.startsWith('!')).map((p) => p.slice(1));
  return pathMatcher(patterns)(path) && !pathMatcher(back)(path);
}

const anchored = (pattern: string): string =>
  pattern.startsWith('!') ? `!/${pattern.slice(1).replace(/^\//, '')}` : `/${pattern.replace(/^\//, '')}`;
