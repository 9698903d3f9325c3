import type { ServiceBuild } from '../domain/compose.ts';
import { contentSpan, entriesOf, find, isNull, itemsOf, type Lens } from '../yaml/lens.ts';
import { readEnvironment } from './environment.ts';
import { type Reading, resolve, textOf } from './scalar.ts';

function additionalContexts(from: Lens | undefined, reading: Reading): Map<string, string> {
  const out = new Map<string, string>();
  for (const { entry, node } of entriesOf(from, reading.budget)) {
    const value = resolve(node, reading);
    if (value) out.set(entry.key, value.text ?? value.raw);
  }
  for (const { node } of itemsOf(from, reading.budget)) {
    const value = resolve(node, reading);
    const text = value?.text ?? value?.raw ?? '';
    const equals = text.indexOf('=');
    if (equals > 0) out.set(text.slice(0, equals), text.slice(equals + 1));
  }
  return out;
}

/** `build:`, short (a context) or long. `undefined` when there is none. */
export function readBuild(service: Lens, reading: Reading): ServiceBuild | undefined {
  const build = find(service, 'build');
  if (!build || isNull(build.node)) return undefined;
  const none = { dockerfileInline: undefined, target: undefined, args: [], additionalContexts: new Map() };
  if (build.node?.type !== 'map') {
    const short = resolve(build.node, reading);
    return { context: short?.text, dockerfile: short ? 'Dockerfile' : undefined, ...none, at: build.at };
  }
  const inline = find(build, 'dockerfile_inline')?.node;
  const inlineText = resolve(inline, reading);
  const context = find(build, 'context');
  const dockerfile = find(build, 'dockerfile');
  return {
    context: context && !isNull(context.node) ? textOf(context.node, reading) : '.',
    dockerfile:
      dockerfile && !isNull(dockerfile.node) ? textOf(dockerfile.node, reading) : inlineText ? undefined : 'Dockerfile',
    dockerfileInline: inlineText && {
      text: inlineText.text ?? inlineText.raw,
      at: contentSpan(inlineText.node, reading.text),
    },
    target: textOf(find(build, 'target')?.node, reading),
    args: readEnvironment(find(build, 'args'), reading),
    additionalContexts: additionalContexts(find(build, 'additional_contexts'), reading),
    at: build.at,
  };
}
