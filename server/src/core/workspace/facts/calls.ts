import type { Workload } from '../../domain/kubernetes.ts';
import {
  HOLDS_HOST,
  hostsInSettings,
  inVariableNamespaces,
  type NamedHost,
  namedHosts,
} from '../../network/named-hosts.ts';
import type { Lens } from '../../yaml/lens.ts';

/** The hosts that the containers of a pod name in their variables, commands and arguments. */
export const calledHosts = ({ containers }: Workload): NamedHost[] =>
  unique(
    containers.flatMap(({ lens }) => {
      const variables = lens.get('env').items();
      return [
        ...hostsInPairs(
          variables.map((v) => [v.get('name').text ?? '', withValues(v.get('value').text ?? '', variables)]),
        ),
        ...[...words(lens.get('command')), ...words(lens.get('args'))].flatMap((word) =>
          namedHosts(withValues(word, variables)),
        ),
      ];
    }),
  );

/** The Services that the containers name in a namespace which a variable decides: their names, or '*' where a variable decides the name too. */
export const calledAnywhere = ({ containers }: Workload): string[] => [
  ...new Set(
    containers.flatMap(({ lens }) => {
      const variables = lens.get('env').items();
      // The name and the namespace of the pod itself lead to it or to its own Services.
      const own = new Set(
        variables.filter((v) => !v.get('valueFrom', 'fieldRef').absent).map((v) => v.get('name').text),
      );
      const texts = [
        ...variables.flatMap((v) => v.get('value').text ?? []),
        ...words(lens.get('command')),
        ...words(lens.get('args')),
      ];
      return texts
        .filter((text) => text.includes('.$'))
        .map((text) => withValues(text, variables))
        .flatMap(inVariableNamespaces)
        .flatMap(({ service, name, variable }) =>
          own.has(variable) || (name !== undefined && own.has(name)) ? [] : [service ?? '*'],
        );
    }),
  ),
];

/** The text with the variables that the container gives a value: `db.$(NS)`. Source: Kubernetes API reference, EnvVar `value`: "$(VAR_NAME) are expanded". */
const withValues = (text: string, variables: readonly Lens[]): string =>
  !text.includes('$')
    ? text
    : text.replace(
        /\$\((\w+)\)|\$\{(\w+)\}/g,
        (all, first?: string, second?: string) =>
          variables.find((v) => v.get('name').text === (first ?? second))?.get('value').text ?? all,
      );

const words = (list: Lens): string[] => list.items().flatMap((item) => item.text ?? []);

/** The hosts that the values of a ConfigMap name. */
export const hostsInData = (configMap: Lens): NamedHost[] =>
  unique(
    hostsInPairs(
      configMap
        .get('data')
        .entries()
        .map((e) => [e.key, e.text ?? '']),
    ),
  );

/** The hosts in named values. The port of a host in `DB_HOST` may be the value of `DB_PORT`. */
function hostsInPairs(pairs: readonly (readonly [string, string])[]): NamedHost[] {
  const values = new Map(pairs);
  return pairs.flatMap(([name, text]) => {
    const port = values.get(name.replace(/[A-Za-z]+$/, (word) => (/[a-z]/.test(word) ? 'port' : 'PORT')));
    const number = port !== undefined && /^\d{1,5}$/.test(port) ? port : undefined;
    const hosts = isFile(text) ? hostsInSettings(text) : namedHosts(text, name);
    return hosts.map((one) => ({ ...one, port: one.port ?? number }));
  });
}

/** A value of several lines is the text of a file. */
const isFile = (text: string): boolean => /\n./.test(text);

/** Whether all variables of a container, or one that holds a host by its name, come from a Secret. */
export const readsHostsFromSecrets = ({ containers }: Workload): boolean =>
  containers.some(
    ({ lens }) =>
      named(lens.get('envFrom'), 'secretRef').length > 0 ||
      lens
        .get('env')
        .items()
        .some((v) => HOLDS_HOST.test(v.get('name').text ?? '') && named([v], 'valueFrom', 'secretKeyRef').length > 0),
  );

/** The ConfigMaps that the containers of a pod read as variables or files, by name. */
export function configMapsOf({ containers, pod }: Workload): string[] {
  const references = [
    ...containers.flatMap(({ lens }) => [
      ...named(lens.get('envFrom'), 'configMapRef'),
      ...named(lens.get('env'), 'valueFrom', 'configMapKeyRef'),
    ]),
    ...pod
      .get('volumes')
      .items()
      .flatMap((volume) => [
        ...[volume.get('configMap', 'name').text ?? []].flat(),
        ...named(volume.get('projected', 'sources'), 'configMap'),
      ]),
  ];
  return [...new Set(references)].sort();
}

const named = (list: Lens | readonly Lens[], ...path: string[]): string[] =>
  ('items' in list ? list.items() : list).flatMap((item) => item.get(...path, 'name').text ?? []);

const unique = (hosts: readonly NamedHost[]): NamedHost[] => [
  ...new Map(hosts.map((one) => [`${one.host} ${one.port}`, one])).values(),
];
