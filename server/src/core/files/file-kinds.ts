/**
 * The table of the files that we read, by name. The command line's files, the language server's watched files, the editor's documents and
 * the extension's activation events all come from it. `classify.ts` then decides by the text what kind of file it is.
 */

/** The name of a row of the table. */
export type FileGroup =
  | 'dockerfile'
  | 'yaml'
  | 'json'
  | 'helm-helpers'
  | 'kustomization'
  | 'env'
  | 'kubeconfig'
  | 'docker-credentials'
  | 'ignore-file'
  | 'start-script'
  | 'service-script'
  | 'version-pin'
  | 'package-registry'
  | 'settings-or-script'
  | 'build-script'
  | 'bake'
  | 'podman'
  | 'quadlet'
  | 'introduction'
  | 'tool-settings'
  | 'config';

export interface FileRow {
  /**
   * Globs in the syntax of editors: `*` and `?` match within a name, `**` matches folders, `[._-]` one of these characters. A glob without
   * `/` matches the file's name, any other the end of the path. Braces are not allowed, because `oneGlob` puts all rows into one pair.
   */
  readonly patterns: readonly string[];
  /** The patterns ignore case. */
  readonly anyCase: boolean;
  /** Rules check the file. A file that is only read for others, such as `.gitignore`, has no findings. */
  readonly judged: boolean;
  /** Rules and fixes for other files read this file's text. */
  readonly supporting: boolean;
  /** Language ids that editors give to such files. Ids with a dot, and `helm`, come from other extensions. */
  readonly languages: readonly string[];
  /**
   * Files whose presence in a workspace, at most two folders deep, starts the extension. Deeper ones do not: VS Code starts an extension
   * too when its search takes more than seven seconds (golang/vscode-go#1894, read 2026-11-30).
   */
  readonly starts: readonly string[];
}

const row = (patterns: readonly string[], rest: Partial<FileRow>): FileRow => ({
  patterns,
  anyCase: true,
  judged: true,
  supporting: false,
  languages: [],
  starts: [],
  ...rest,
});

export const FILES: Readonly<Record<FileGroup, FileRow>> = {
  dockerfile: row(
    [
      'dockerfile',
      'containerfile',
      'dockerfile[._-]?*',
      'containerfile[._-]?*',
      '*[._-]dockerfile',
      '*[._-]containerfile',
    ],
    { languages: ['dockerfile'], starts: ['Dockerfile', 'Containerfile'] },
  ),
  // Compose files, Kubernetes manifests, Helm templates and values, kustomizations.
  yaml: row(['*.yaml', '*.yml'], {
    languages: ['yaml', 'dockercompose', 'helm', 'yaml.docker-compose', 'yaml.helm-values'],
    starts: [
      ...['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'],
      ...['kustomization.yaml', 'Chart.yaml'],
    ],
  }),
  // The same kinds in JSON, and the settings of Docker's daemon and client.
  json: row(['*.json'], { languages: ['json', 'jsonc'] }),
  'helm-helpers': row(['templates/**/*.tpl'], { languages: ['helm'] }),
  kustomization: row(['kustomization'], { starts: ['Kustomization'] }),
  env: row(['.env', '.env[.-]?*', '*.env', '.envrc', '.envs/**'], { supporting: true, languages: ['dotenv'] }),
  kubeconfig: row(['.kube/config', '*kubeconfig', '*kubeconfig[._-]*'], {
    starts: ['.kube/config', '*kubeconfig'],
  }),
  'docker-credentials': row(['.dockerconfigjson', '.dockercfg'], {
    starts: ['.dockerconfigjson', '.dockercfg'],
  }),
  'ignore-file': row(['.gitignore', '.dockerignore', '*.dockerignore'], {
    anyCase: false,
    judged: false,
    supporting: true,
  }),
  // The entrypoints of images tell whether a container gives up root.
  'start-script': row(['*.sh', '*.bash', '*entrypoint', '*entry-point'], { judged: false, supporting: true }),
  // What s6-overlay, Supervisor and uWSGI start in an image, and as which user.
  'service-script': row(['run', '*supervisord.conf', 'supervisor*/**/*.conf', '*uwsgi*.ini'], {
    judged: false,
    supporting: true,
  }),
  // The version of a language that the project asks for. Fixes of images read it.
  'version-pin': row(
    [
      ...['gemfile', '.ruby-version', '.nvmrc', '.node-version', 'package.json', '.python-version', 'runtime.txt'],
      ...['pyproject.toml', 'pipfile', 'composer.json', 'go.mod', 'global.json', 'rust-toolchain'],
      'rust-toolchain.toml',
    ],
    { judged: false, supporting: true },
  ),
  // A Dockerfile that copies one leaves in the image what it holds, a token or only settings.
  'package-registry': row(['.npmrc', '.yarnrc', '.yarnrc.yml'], { judged: false, supporting: true }),
  // What else may hold a value or name a file of the project. Fixes of secrets search it.
  'settings-or-script': row(
    [
      ...['*.properties', '*.toml', '*.ini', '*.cfg', '*.conf', '*init*.sql'],
      ...['*tiltfile', '*jenkinsfile', '*.ps1', '*.bat', '*.cmd'],
      ...['env.example', 'env.sample', 'env.dist', 'env.template'],
    ],
    { judged: false, supporting: true },
  ),
  // The images that a project builds and publishes. Fixes of secrets search it too.
  'build-script': row(['makefile', 'gnumakefile', '*.mk', 'justfile'], {
    judged: false,
    supporting: true,
  }),
  // Which images `docker buildx bake` builds. `docker-bake.json` is in the row of JSON.
  bake: row(['docker-bake*.hcl'], { supporting: true, starts: ['docker-bake*.hcl'] }),
  // The settings of Podman. `policy.json` is in the row of JSON.
  podman: row(['*containers.conf', 'containers.conf.d/*.conf', '*registries.conf', 'registries.conf.d/*.conf'], {
    starts: ['containers.conf', 'registries.conf'],
  }),
  // Podman's unit files for systemd. Their text decides: other programs have such endings too.
  quadlet: row(['*.container', '*.pod', '*.image'], { anyCase: false, starts: ['*.container'] }),
  // Says which images to build, and whether the project is still maintained.
  introduction: row(['readme.md'], { judged: false, supporting: true }),
  // What other tools ignore (`config/tool-files.ts`). Their files in YAML and JSON are in those rows.
  'tool-settings': row(['.trivyignore', 'kics.config', '.dclintrc'], { anyCase: false, judged: false }),
  config: row(['.seaworthy.yaml'], { anyCase: false, judged: false, supporting: false, starts: ['.seaworthy.yaml'] }),
};

const rows = Object.values(FILES);

/** Folders that are always skipped, even if `.gitignore` includes them. */
const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules', '.hg', '.svn']);
export const isSkippedFolder = (name: string): boolean => SKIPPED.has(name);

/**
 * Whether a path (with `/`) matches one of the globs (`FileRow.patterns`), which are in lower case where case is ignored (`anyCase`).
 */
export function globMatcher(globs: readonly string[], anyCase: boolean): (path: string) => boolean {
  // Most globs are a name or the end of one. To compile an expression for these takes longer than to read a small file.
  const names = new Set(globs.filter((glob) => /^[^*?[/]+$/.test(glob)));
  const ends = globs.flatMap((glob) => /^\*([^*?[/]+)$/.exec(glob)?.[1] ?? []);
  const others = globs.filter((glob) => !/^\*?[^*?[/]+$/.test(glob));
  let expression: RegExp | undefined;
  return (path) => {
    const written = path.slice(path.lastIndexOf('/') + 1);
    const name = anyCase ? written.toLowerCase() : written;
    if (names.has(name) || ends.some((end) => name.endsWith(end))) return true;
    if (others.length === 0) return false;
    expression ??= new RegExp(`(?:^|/)(?:${others.map(source).join('|')})$`, anyCase ? 'i' : '');
    return expression.test(path);
  };
}

/** The source of a regular expression for a glob, without anchors and flags. */
function source(glob: string): string {
  return glob.replace(/\*\*\/|\*\*|\*|\?|\[[^\]]+\]|[^*?[]+/g, (part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '**') return '.+';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.startsWith('[') ? part : part.replace(/[.+^${}()|\\]/g, '\\$&');
  });
}

/** The globs are read at the first path: a run over one file must not wait for all of them. */
const matcher = (some: readonly FileRow[]): ((path: string) => boolean) => {
  let matches: readonly ((path: string) => boolean)[] | undefined;
  return (path) => {
    matches ??= [true, false].flatMap((anyCase) => {
      const globs = some.filter((r) => r.anyCase === anyCase).flatMap((r) => r.patterns);
      return globs.length > 0 ? [globMatcher(globs, anyCase)] : [];
    });
    return matches.some((m) => m(path));
  };
};

/**
 * Temporary files that we write before we rename them (`host/node-write.ts`). They are never read, not even where a pattern matches every
 * name (`.envs/**`).
 */
export const isTemporary = (path: string): boolean => /(?:^|\/)\.seaworthy-[0-9a-f]+\.tmp$/.test(path);

function ours(some: readonly FileRow[]): (path: string) => boolean {
  const matches = matcher(some);
  return (path) => matches(path) && !isTemporary(path);
}

const matchers = Object.fromEntries(Object.entries(FILES).map(([group, r]) => [group, matcher([r])])) as Record<
  FileGroup,
  (path: string) => boolean
>;

/** Whether a path (with `/`, relative to any folder) belongs to a group. */
export const isNamed = (path: string, group: FileGroup): boolean => matchers[group](path);

/** Whether a file may build or push images: a script, a build file, a workflow of CI, or the README. */
export const mayPublish = (path: string): boolean =>
  (['build-script', 'bake', 'introduction', 'start-script'] as const).some((group) => isNamed(path, group)) ||
  /(?:^|\/)(?:\.github\/(?:workflows|actions)\/.+\.ya?ml|\.gitlab-ci\.ya?ml|cloudbuild[^/]*\.ya?ml|azure-pipelines[^/]*\.ya?ml|\.circleci\/config\.ya?ml|\.travis\.ya?ml|skaffold[^/]*\.ya?ml|taskfile\.ya?ml|[^/]*(?:jenkins|tilt)file|package\.json|docker-bake[^/]*\.json)$/i.test(
    path,
  );

/** Whether rules may check the file. Its text decides what kind of file it is. */
export const isJudged: (path: string) => boolean = ours(rows.filter((r) => r.judged));

/** Whether rules and fixes for other files read this file's text. Rules may check it too (`.env`) or not (`.gitignore`). */
export const isSupporting: (path: string) => boolean = matcher(rows.filter((r) => r.supporting));

/** Whether the file is in the table at all. */
export const isRead: (path: string) => boolean = ours(rows);

/** A glob that matches both cases of every letter: editors' globs are case-sensitive. */
const bothCases = (glob: string): string =>
  glob.replace(/\[[^\]]+\]|[a-z]/g, (part) => (part.length > 1 ? part : `[${part.toUpperCase()}${part}]`));

/** All globs of some rows as one glob, for VS Code and the Language Server Protocol. */
const oneGlob = (some: readonly FileRow[]): string =>
  `**/{${some.flatMap((r) => r.patterns.map((p) => (r.anyCase ? bothCases(p) : p))).join(',')}}`;

/** The files that the client watches for the server. */
export const watchedGlob = (): string => oneGlob(rows);

/** The documents that are checked because of their name, in whatever language the editor opens them. */
export const judgedGlob = (): string => oneGlob(rows.filter((r) => r.judged));

/** The languages whose documents the client sends to the server. The server checks those that `classify` knows. */
export const languageIds: readonly string[] = [...new Set(rows.flatMap((r) => r.languages))];

/** VS Code's activation events, as the manifest lists them. */
export const activationEvents: readonly string[] = [
  // Ids with a dot come from other editors.
  ...languageIds.filter((id) => !id.includes('.')).map((id) => `onLanguage:${id}`),
  ...rows.flatMap((r) => r.starts.flatMap((name) => ['', '*/', '*/*/'].map((at) => `workspaceContains:${at}${name}`))),
];
