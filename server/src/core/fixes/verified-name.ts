/** The names that a client which verifies a server asks for. */
import type { Context } from '../rule/rule.ts';
import { deploymentsOf } from '../workspace/deployments.ts';
import { type Lens, lens } from '../yaml/lens.ts';
import type { YamlMap } from '../yaml/node.ts';

/** Fields with the names that the certificate must have. */
const NAME = /^(?:server_?name|tls-server-name|sni|subjectAltNames)$/i;

/**
 * The names of which the certificate must have one, for the map with the field; none if the map asks for no name, `undefined` if the certificates of the
 * same deployment have none of them.
 */
export function askedNames(map: YamlMap, { workspace, unit }: Context): readonly string[] | undefined {
  const fields = lens(map)
    .entries()
    .filter((field) => !field.absent);
  const names = fields.filter(({ entry }) => NAME.test(entry.key)).flatMap(textsOf);
  if (names.length === 0) return [];
  const { together } = deploymentsOf(workspace);
  const certificates = workspace
    .of('certificate')
    .filter(({ fact, place }) => !fact.isCA && together(place.unit.path, unit.path));
  const isOpen = certificates.some(({ fact }) => fact.names === undefined);
  const have = certificates.flatMap(({ fact }) => fact.names ?? []);
  if (certificates.length > 0 && !isOpen && !names.some((name) => have.some((one) => isFor(one, name))))
    return undefined;
  return names;
}

const textsOf = (field: Lens): string[] =>
  field.seq ? field.items().flatMap(({ text }) => text ?? []) : field.text ? [field.text] : [];

/** Whether a name of a certificate covers a host. `*` stands for one label. Source: RFC 9525, section 6.3. */
const isFor = (name: string, host: string): boolean =>
  name.toLowerCase() === host.toLowerCase() ||
  (name.startsWith('*.') && name.slice(1).toLowerCase() === host.slice(host.indexOf('.')).toLowerCase());
