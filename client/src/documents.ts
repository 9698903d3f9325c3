/** Which documents the language server sees. The selection is wide, by language and by name: the server classifies by content. */
import { languages, type TextDocument, type Uri } from 'vscode';
import type { DocumentSelector } from 'vscode-languageclient';

/** Where a document may live. `git:` is left out: the left side of a diff is history. */
const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web'];

/** `dockercompose` is VS Code's own; the ids with a dot and `helm` come with other extensions and editors. */
const languageIds = [
  'dockerfile',
  'dockercompose',
  'yaml',
  'json',
  'jsonc',
  'helm',
  'yaml.docker-compose',
  'yaml.helm-values',
];

const dockerfiles = '**/{[Dd]ockerfile,[Cc]ontainerfile,*.[Dd]ockerfile,[Dd]ockerfile.*,[Cc]ontainerfile.*}';

/** By name, whatever language the editor takes them for. */
const others = '**/{.env,.env.*,*.env,.envrc,*kubeconfig*,.dockerconfigjson,.dockercfg}';
const inFolders = '**/{.kube/config,.envs/**}';

type Filter = { scheme: string; language: string } | { scheme: string; pattern: string };

/** The documents that are sent to the server and get diagnostics, hovers and fixes. */
export const documentSelector: Filter[] = schemes.flatMap((scheme) => [
  ...languageIds.map((language) => ({ language, scheme })),
  ...[dockerfiles, others, inFolders].map((pattern) => ({ pattern, scheme })),
]);

/** The files whose creation, change and removal the server is told of, open or not. */
export const watchedFiles =
  '**/{[Dd]ockerfile*,[Cc]ontainerfile*,*.[Dd]ockerfile,*.[Cc]ontainerfile,*.yaml,*.yml,*.json,.gitignore,.dockerignore,.env,*.env,.env.*,.envrc,*kubeconfig*,.dockerconfigjson,.dockercfg,.kube/config,.envs/**}';

const candidate =
  /^(?:Dockerfile|Containerfile).*$|\.(?:dockerfile|containerfile|ya?ml|json)$|^\.(?:gitignore|dockerignore)$|^\.env(?:rc$|[.-].+)?$|\.env$|kubeconfig|^\.docker(?:cfg|configjson)$/i;

/** Whether a file of this name (no path) can matter to the server: what it checks, and what such files refer to. */
export const isCandidate = (name: string): boolean => candidate.test(name);

const checked =
  /^(?:Dockerfile|Containerfile).*$|\.(?:dockerfile|ya?ml|env)$|^daemon\.json$|^\.env(?:rc$|[.-]|$)|kubeconfig/i;

/** Whether diagnostics are wanted for a tab of which only the address is known, because its document was not opened yet. */
export function matchesTab(_selector: DocumentSelector, resource: Uri): boolean {
  return schemes.includes(resource.scheme) && checked.test(resource.path.slice(resource.path.lastIndexOf('/') + 1));
}

/** Whether `document` is one the server sees. */
export const isServed = (document: TextDocument): boolean => languages.match(documentSelector, document) > 0;
