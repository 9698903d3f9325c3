/**
 * The settings of the cluster's own programs: API server, controller manager, scheduler, etcd, kubelet and kube-proxy, as flags of a
 * container or as fields of their configuration. Sources: Kubernetes documentation, command-line reference of each program, and
 * kubelet.config.k8s.io/v1beta1, read 2026-11-29.
 */
import type { PodContainer } from '../domain/kubernetes.ts';
import type { Span } from '../text/span.ts';
import type { Found, Item } from '../yaml/lens.ts';
import type { YamlNode } from '../yaml/node.ts';

export const COMPONENTS = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'etcd',
  'kubelet',
  'kube-proxy',
] as const;
export type ComponentName = (typeof COMPONENTS)[number];

/** A flag or field with its value. */
export interface ComponentSetting {
  /** The text of a scalar; the items of a list, joined by commas. `undefined`: written, but not known. */
  readonly value: string | undefined;
  /** Unit-relative. */
  readonly at: Span;
  /** The node to change; `undefined` where one word holds more than this setting, or it spans two words. */
  readonly node: YamlNode | undefined;
  /** How the file names the setting, where that is not the name itself: `spec.kubelet.anonymousAuth`. */
  readonly shown?: string;
}

/** A program and its settings. */
export interface Component {
  readonly name: ComponentName;
  /** The place of the program's name: for what is missing. Unit-relative. */
  readonly at: Span;
  /** The settings that are not written are absent. Else some of the words are not known, or another file gives them. */
  readonly complete: boolean;
  /**
   * Whether `get` takes flags (`anonymous-auth`) or paths of fields (`authentication.anonymous.enabled`). `options`: flags that a tool which
   * installs clusters reads from its own object, each a value without dashes.
   */
  readonly form: 'flags' | 'fields' | 'options';
  /** The last setting of that name; `undefined` when none is written. */
  get(name: string): ComponentSetting | undefined;
}

/** Flags that name a file of further settings. OpenShift adds the last to the API server and to the controller manager: openshift/kubernetes, `cmd/kube-apiserver/app/options/options.go`, read 2026-11-30. */
const FILES = ['config', 'config-file', 'config-dir', 'openshift-config'];

/** Files of the API server that give one setting instead of its flag: Kubernetes documentation, "Authorization" and "Authenticating", read 2026-11-30. */
const FILE_OF: Readonly<Record<string, string>> = {
  'authorization-mode': 'authorization-config',
  'anonymous-auth': 'authentication-config',
};

/** The first words that make `etcd` a proxy in front of members, with flags of its own: etcd, `server/etcdmain/main.go`, read 2026-11-30. */
const PROXIES: ReadonlySet<string> = new Set(['gateway', 'grpc-proxy']);

/** The program that a container starts; `undefined` if it is none of them, or cannot be read. */
export function componentOf(container: PodContainer): Component | undefined {
  const words = ['command', 'args'].flatMap((key) => container.lens.get(key).items());
  const program = words.findIndex((word) => isProgram(word.text));
  // `/hyperkube kube-apiserver`, `k3s-agent kubelet`: at most one word before.
  const first = words[program];
  if (!first || program > 1) return undefined;
  const name = programOf(first.text)!;
  if (name === 'etcd' && PROXIES.has(words[program + 1]?.text ?? '')) return undefined;
  const flags = new Map<string, ComponentSetting>();
  for (const [index, word] of words.entries()) {
    const flag = /^--?([a-z][\w-]*)(?:=([\s\S]*))?$/i.exec(word.text ?? '');
    if (flag)
      flags.set(
        flag[1]!,
        flag[2] === undefined ? apart(word, words[index + 1]) : { value: flag[2], at: word.at, node: word.node },
      );
  }
  return {
    name,
    at: first.at,
    complete:
      words.every((word) => word.text !== undefined) &&
      // A file, or the environment, gives the others.
      !FILES.some((flag) => flags.has(flag)) &&
      !(name === 'etcd' && takesVariables(container)),
    form: 'flags',
    get: (flag) => flags.get(flag) ?? inFile(flag, flags),
  };
}

/** A setting that another file gives: it is written, but not known. */
function inFile(flag: string, flags: ReadonlyMap<string, ComponentSetting>): ComponentSetting | undefined {
  const file = flags.get(FILE_OF[flag] ?? '');
  return file && { value: undefined, at: file.at, node: undefined };
}

/** etcd reads each flag from a variable too: `ETCD_CLIENT_CERT_AUTH`. */
const takesVariables = (container: PodContainer): boolean =>
  container.env.some(({ name }) => name.startsWith('ETCD_')) || container.lens.get('envFrom').node !== undefined;

/** `--flag value`, or `--flag` alone, which is true. */
function apart(word: Item, next: Item | undefined): ComponentSetting {
  const value =
    next?.text !== undefined && !next.text.startsWith('-')
      ? next.text
      : next && next.text === undefined
        ? undefined
        : 'true';
  return { value, at: word.at, node: undefined };
}

const programOf = (word: string | undefined): ComponentName | undefined => {
  const base = word?.split('/').at(-1);
  return COMPONENTS.find((name) => name === base);
};
const isProgram = (word: string | undefined): boolean => programOf(word) !== undefined;

/** The text of a scalar; the items of a list, joined by commas; `undefined` when not known. */
export function textOf(field: Found): string | undefined {
  const items = field.seq ? field.items().map((item) => item.text) : undefined;
  return field.text ?? (items?.every((item) => item !== undefined) ? items.join(',') : undefined);
}
