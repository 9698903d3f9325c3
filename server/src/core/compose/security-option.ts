import type { Container } from '../domain/container.ts';
import type { Span } from '../text/span.ts';
import type { YamlScalar } from '../yaml/node.ts';

export interface SecurityOption {
  readonly key: string;
  /** '' for an option without a value. */
  readonly value: string;
  readonly at: Span;
  readonly node: YamlScalar;
}

/** The items of a Compose service's `security_opt`: `key:value`, `key=value` or bare. Without those with variables or templates. */
export function securityOptions(container: Container): SecurityOption[] {
  const options = container.lens.get('security_opt').items();
  return options.flatMap(({ node, at }) => {
    if (node.type !== 'scalar' || node.templated || node.text.includes('$')) return [];
    const cut = node.text.includes('=') ? node.text.indexOf('=') : node.text.indexOf(':');
    const key = cut < 0 ? node.text : node.text.slice(0, cut);
    return [{ key, value: cut < 0 ? '' : node.text.slice(cut + 1), at, node }];
  });
}
