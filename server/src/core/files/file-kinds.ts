/**
 * Which files are read, by their names: the one table from which the command line's files, the language server's watched files, the
 * editor's documents and the events that start the extension come. `classify.ts` then looks into a file and says what it is.
 */

/** What a row of the table is about. */
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
  | 'config';

export interface FileRow {
  /**
   * Globs as editors have them: `*` and `?` within a name, `**` over folders, `[._-]` one of these. Without a `/` they are about the
   * name, else about the end of the path. No braces, so that rows can be joined in one pair of braces.
   */
  readonly patterns: readonly string[];
  /** Upper and lower case are the same. */
  readonly anyCase: boolean;
  /** Rules may judge it. What is merely asked for, such as a `.gitignore`, has no findings. */
  readonly judged: boolean;
  /** Rules and fixes for other files read its text. */
  readonly supporting: boolean;
  /** Language ids that editors give to such files. Those with a dot and `helm` come with other extensions. */
  readonly languages: readonly string[];
  /** Files of a workspace that start the extension before one is opened: names at its top, or globs where editors know no language. */
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
    starts: ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'],
  }),
  // The same, and the settings of Docker's daemon and client.
  json: row(['*.json'], { languages: ['json', 'jsonc'] }),
  'helm-helpers': row(['templates/**/*.tpl'], { languages: ['helm'] }),
  kustomization: row(['kustomization'], { starts: ['**/Kustomization'] }),
  env: row(['.env', '.env[.-]?*', '*.env', '.envrc', '.envs/**'], { supporting: true, languages: ['dotenv'] }),
  kubeconfig: row(['.kube/config', '*kubeconfig', '*kubeconfig[._-]*'], {
    starts: ['**/.kube/config', '**/*kubeconfig'],
  }),
  'docker-credentials': row(['.dockerconfigjson', '.dockercfg'], {
    starts: ['**/.dockerconfigjson', '**/.dockercfg'],
  }),
  'ignore-file': row(['.gitignore', '.dockerignore', '*.dockerignore'], {
    anyCase: false,
    judged: false,
    supporting: true,
  }),
  config: row(['.seaworthy.yaml'], { anyCase: false, judged: false, supporting: false, starts: ['.seaworthy.yaml'] }),
};

const rows = Object.values(FILES);

/** Folders that are never entered, whatever `.gitignore` says. */
const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules', '.hg', '.svn']);
export const isSkippedFolder = (name: string): boolean => SKIPPED.has(name);

/** A glob of the table as an expression for paths, without anchors and flags. */
function source(glob: string): string {
  return glob.replace(/\*\*\/|\*\*|\*|\?|\[[^\]]+\]|[^*?[]+/g, (part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '**') return '.+';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.startsWith('[') ? part : part.replace(/[.+^${}()|\\]/g, '\\$&');
  });
}

const matcher = (some: readonly FileRow[]): ((path: string) => boolean) => {
  const expressions = [true, false].flatMap((anyCase) => {
    const patterns = some.filter((r) => r.anyCase === anyCase).flatMap((r) => r.patterns);
    if (patterns.length === 0) return [];
    return [new RegExp(`(?:^|/)(?:${patterns.map(source).join('|')})$`, anyCase ? 'i' : '')];
  });
  return (path) => expressions.some((e) => e.test(path));
};

const matchers = Object.fromEntries(Object.entries(FILES).map(([group, r]) => [group, matcher([r])])) as Record<
  FileGroup,
  (path: string) => boolean
>;

/** Whether a path (with `/`, relative to anything) is one of a group. */
export const isNamed = (path: string, group: FileGroup): boolean => matchers[group](path);

/** A file that rules may judge. Its content decides what it is. */
export const isJudged: (path: string) => boolean = matcher(rows.filter((r) => r.judged));

/** A file whose text others ask for, judged itself (`.env`) or not (`.gitignore`). */
export const isSupporting: (path: string) => boolean = matcher(rows.filter((r) => r.supporting));

/** Every file of the table. */
export const isRead: (path: string) => boolean = matcher(rows);

/** A glob in which every letter stands in both cases: editors compare with case. */
const bothCases = (glob: string): string =>
  glob.replace(/\[[^\]]+\]|[a-z]/g, (part) => (part.length > 1 ? part : `[${part.toUpperCase()}${part}]`));

/** The globs of rows as one, for VS Code and the language server protocol. */
const oneGlob = (some: readonly FileRow[]): string =>
  `**/{${some.flatMap((r) => r.patterns.map((p) => (r.anyCase ? bothCases(p) : p))).join(',')}}`;

/** The files whose creation, change and removal the server must learn of, open or not. */
export const watchedGlob: string = oneGlob(rows);

/** The documents that are judged by their name, whatever language the editor takes them for. */
export const judgedGlob: string = oneGlob(rows.filter((r) => r.judged));

/** The languages whose documents are sent to the server; it judges those that are what a rule is about. */
export const languageIds: readonly string[] = [...new Set(rows.flatMap((r) => r.languages))];

/** VS Code's events that start the extension, as the manifest holds them. */
export const activationEvents: readonly string[] = [
  // Ids with a dot come from other editors.
  ...languageIds.filter((id) => !id.includes('.')).map((id) => `onLanguage:${id}`),
  ...rows.flatMap((r) => r.starts.map((name) => `workspaceContains:${name}`)),
];
