/** The kind of a file, from its path and its text, without parsing. The editor's language id is not enough: `yaml` may be anything. */

import { jsonKey } from '../text/json-key.ts';
import { isNamed } from './file-kinds.ts';
import { type PodmanFile, podmanFileOf } from './podman-file.ts';
import { isQuadlet } from './quadlet-file.ts';

export type FileKind =
  | 'dockerfile'
  | 'compose'
  | 'kubernetes'
  | 'helm-template'
  | 'helm-values'
  | 'kustomization'
  | 'daemon'
  | 'docker-config'
  | 'distribution'
  | PodmanFile
  | 'bake'
  | 'config'
  | 'env'
  | 'other';

const EXACT_DOCKERFILE = /^(?:dockerfile|containerfile)$/i;
/** `Dockerfile.md` is not a Dockerfile. */
const NOT_DOCKERFILE =
  /\.(?:dockerignore|md|mdx|rst|adoc|txt|html?|json|ya?ml|toml|xml|lock|[cm]?[jt]sx?|py|go|rs|rb|java|kt|cs|php|sh|ps1|bat|orig|rej|sha256|asc|sig|png|svg)$/i;
const INSTRUCTION =
  /^[ \t]*(?:FROM|ARG|RUN|COPY|ADD|ENV|USER|CMD|ENTRYPOINT|WORKDIR|#[ \t]*(?:syntax|escape)[ \t]*=)/im;

const COMPOSE =
  /^(?:(?:docker|podman)-)?compose(?:[._-].+)?\.(?:ya?ml|json)$|[._-](?:docker-)?compose\.ya?ml$|^docker-stack(?:[._-].+)?\.ya?ml$/i;
const VALUES = /^values(?:[._-].+)?\.ya?ml$|[._-]values\.ya?ml$/i;
/** Files without an extension in Cookiecutter's `.envs/`, such as `.envs/.local/.django`. */
const ENV_FOLDER = /(?:^|\/)\.envs\/(?:[^/]+\/){0,3}\.?[a-z][\w-]*$/i;
const DOCKER_CONFIG = /(?:^|\/)\.docker\/config\.json$/;
/** Files of other tools: never one of ours, even if their text looks like it. */
const FOREIGN =
  /(?:^|\/)(?:\.github\/workflows\/|\.gitlab-ci|\.circleci\/|\.travis|azure-pipelines|bitbucket-pipelines|mkdocs\.|openapi\.|swagger\.|Chart\.ya?ml$)/i;
const DAEMON_KEY =
  /"(?:hosts|icc|ip6?tables|ip|ip-forward-no-drop|ip-masq|allow-direct-routing|metrics-addr|selinux-enabled|cgroup-parent|log-level|userns-remap|live-restore|userland-proxy|no-new-privileges|insecure-registries|registry-mirrors|storage-driver|log-driver|log-opts|data-root|exec-opts|default-[a-z-]+|tls(?:verify|cert|key|cacert)?|authorization-plugins|seccomp-profile|experimental|features|builder|bip|dns|group|runtimes|debug)"\s*:|^\s*\{\s*\}\s*$/;
const HELM =
  /\{\{-?\s*(?:include|template|define|if|range|with|toYaml|block|end)\b|\.(?:Values|Release|Chart|Capabilities)\b/;

/**
 * The configuration of a K3s or RKE2 node: by its place, or by a list of flags for a program of the cluster. Source: K3s, "Configuration Options",
 * read 2026-11-30.
 */
const DISTRIBUTION = /(?:^|\/)(?:k3s|rke2)\/config\.(?:yaml|yaml\.d\/[^/]+\.ya?ml)$/;
const PROGRAM_FLAGS =
  /^(?:kube-(?:apiserver|controller-manager|scheduler|proxy)|kubelet|etcd)-arg\+?[ \t]*:[ \t]*(?:\r?\n[ \t]*-|\[|["'\w])/m;

/** Whether the text begins like a JSON object. `{{`, `{%` and `{#` begin a template. */
const looksJson = (text: string): boolean => /^\uFEFF?\s*\{(?![{%#])/.test(text);

/** The lines before the first that has content, and its indentation. Some people indent a whole document. */
const INDENTED = /^\uFEFF?(?:[ \t]*(?:#.*|---.*)?\r?\n)*( +)/;

/** The value of a top-level `key:` in block style: at the start of a line, or as far right as the first key of the text. */
function topLevel(text: string, key: string): string | undefined {
  const indentation = INDENTED.exec(text)?.[1] ?? '';
  return new RegExp(
    `^\\uFEFF?(?:---[ \\t]+|${indentation})?\\uFEFF?["']?${key}["']?[ \\t]*:[ \\t]+["']?([^\\s"'#][^\\s"']*)`,
    'm',
  ).exec(text)?.[1];
}

function apiObject(text: string): { readonly apiVersion: string; readonly kind: string } | undefined {
  if (!text.includes('apiVersion') || !text.includes('kind')) return undefined;
  const json = looksJson(text);
  const value = (key: string) => (json ? jsonKey(text, key) : topLevel(text, key));
  const apiVersion = value('apiVersion');
  const kind = value('kind');
  return apiVersion === undefined || kind === undefined ? undefined : { apiVersion, kind };
}

/** Whether a `services:` at the start of a line has services with an `image` or a `build`. */
function hasServices(text: string): boolean {
  const at = /^services[ \t]*:[ \t]*(?:[&!#].*)?\r?$/m.exec(text);
  if (!at) return false;
  let child = -1;
  for (const line of text.slice(at.index + at[0].length + 1).split('\n', 2000)) {
    const key = /^( *)([^\s#-][^:]*):/.exec(line);
    if (!key) {
      // In GitLab's and Travis' files `services` is a list.
      if (child < 0 && /^ *-/.test(line)) return false;
      continue;
    }
    const indent = key[1]?.length ?? 0;
    if (indent === 0) return false;
    if (child < 0) child = indent;
    else if (indent > child && (key[2] === 'image' || key[2] === 'build')) return true;
  }
  return false;
}

function isDockerfile(name: string, text: string): boolean {
  if (!isNamed(name, 'dockerfile') || NOT_DOCKERFILE.test(name)) return false;
  if (EXACT_DOCKERFILE.test(name) || text.trim() === '') return true;
  return (
    INSTRUCTION.test(text) && !(/\.(?:j2|jinja2?|erb|tmpl|tpl|template|in)$/i.test(name) && /\{\{|\{%|<%/.test(text))
  );
}

function isEnvFile(path: string, name: string): boolean {
  if (!isNamed(path, 'env')) return false;
  const other = /\.(?:[cm]?[jt]sx?|py|rb|go|sh|md|json|toml|ya?ml|enc|gpg|age|vault)$/i.test(name);
  return ENV_FOLDER.test(path) || (isNamed(name, 'env') && !other);
}

/** Whether the text is a configuration of the Docker client with credentials of registries. */
const isDockerConfig = (text: string): boolean => /"auths"\s*:\s*\{/.test(text);

/**
 * The kind of a file.
 * @param path with `/`, relative to any folder
 * @param text the file's text, with or without a byte order mark
 */
export function classify(path: string, text: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isNamed(name, 'config')) return 'config';
  if (isDockerfile(name, text)) return 'dockerfile';
  if (isEnvFile(path, name)) return 'env';
  if (isNamed(name, 'docker-credentials') || DOCKER_CONFIG.test(path)) return 'docker-config';
  if (/^config\.json$/i.test(name) && isDockerConfig(text)) return 'docker-config';
  if (isNamed(name, 'bake')) return 'bake';
  if (/^docker-bake[^/]*\.json$/i.test(name)) return /"(?:target|group|variable)"\s*:/.test(text) ? 'bake' : 'other';
  if (name === 'daemon.json')
    return /(?:^|\/)\.?docker\/daemon\.json$/.test(path) || DAEMON_KEY.test(text) ? 'daemon' : 'other';
  const podman = podmanFileOf(path, text);
  if (podman) return podman;
  // A unit file of Quadlet is read as a Compose file with one service.
  if (isQuadlet(path, text)) return 'compose';
  const inTemplates = /(?:^|\/)templates\//.test(path);
  if (isNamed(path, 'helm-helpers')) return HELM.test(text) ? 'helm-template' : 'other';
  if (/^kustomization(?:\.ya?ml)?$/i.test(name) && !/kustomize\.toolkit\.fluxcd\.io/.test(text)) return 'kustomization';
  const kubeconfig = isNamed(path, 'kubeconfig');
  const data = isNamed(name, 'yaml') || isNamed(name, 'json');
  if ((!kubeconfig && !data) || FOREIGN.test(path)) return 'other';
  const object = apiObject(text);
  if (!data) return object?.kind === 'Config' ? 'kubernetes' : 'other';
  if (inTemplates && text.includes('{{') && (object || HELM.test(text))) return 'helm-template';
  if (object) return object.apiVersion.startsWith('kustomize.config.k8s.io') ? 'kustomization' : 'kubernetes';
  if (COMPOSE.test(name)) return 'compose';
  if (DISTRIBUTION.test(path) || (isNamed(name, 'yaml') && PROGRAM_FLAGS.test(text))) return 'distribution';
  if (isNamed(name, 'yaml') && hasServices(text)) return 'compose';
  return VALUES.test(name) ? 'helm-values' : 'other';
}

/** The kind of a file. What Compose reads as an environment file is one, unless its name and its text say what else it is. */
export function kindOf(path: string, text: string, isEnvironment: boolean): FileKind {
  const own = classify(path, text);
  return own === 'other' && isEnvironment ? 'env' : own;
}

/**
 * The top-level `kind` of one document of a stream, without parsing; `undefined` when there is none. With it the engine can skip
 * CustomResourceDefinitions: they are most of the YAML in real repositories, and their schemas look like pods.
 */
export function quickKind(unitText: string): string | undefined {
  return looksJson(unitText) ? jsonKey(unitText, 'kind') : topLevel(unitText, 'kind');
}
