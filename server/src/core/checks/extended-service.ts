/** Compose services that others extend. */
import type { Container } from '../domain/container.ts';
import type { Context } from '../rule/rule.ts';
import { extending } from '../workspace/keys.ts';

/**
 * Whether another service extends this one, in its file or in another. What the other adds (mounts, ports, a command) is not seen here, and a setting
 * of this service is one of the other too.
 */
export function isExtended(container: Container, { unit, workspace }: Context): boolean {
  if (container.origin !== 'compose' || unit.kind !== 'compose') return false;
  const { name } = container;
  const inside = unit.compose.services.some(({ container: other }) => {
    const by = other.lens.get('extends');
    return other !== container && !by.get('file').at && (by.text ?? by.get('service').text) === name;
  });
  return (
    inside || workspace.of('service', extending(unit.path)).some(({ fact }) => (fact.extendsService ?? name) === name)
  );
}
