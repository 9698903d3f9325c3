import type { ServiceBuild } from '../domain/compose.ts';
import type { Found, Lens } from '../yaml/lens.ts';
import { contentSpan } from '../yaml/scalar-spans.ts';
import { readEnvironment } from './environment.ts';
import { type Reading, resolve, textOf } from './scalar.ts';

function additionalContexts(from: Lens, reading: Reading): Map<string, string> {
  const out = new Map<string, string>();
  for (const entry of from.entries()) {
    const value = resolve(entry, reading);
    if (value) out.set(entry.key, value.text ?? value.raw);
  }
  for (const item of from.items()) {
    const value = resolve(item, reading);
    const text = value?.text ?? value?.raw ?? '';
    const equals = text.indexOf('=');
    if (equals > 0) out.set(text.slice(0, equals), text.slice(equals + 1));
  }
  return out;
}

/** Reads `build:`, in short form (a context) or long form. `undefined` when there is none. */
export function readBuild(service: Found, reading: Reading): ServiceBuild | undefined {
  const build = service.get('build');
  if (build.absent) return undefined;
  const none = { dockerfileInline: undefined, target: undefined, args: [], additionalContexts: new Map() };
  if (!build.map) {
    const short = resolve(build, reading);
    return { context: short?.text, dockerfile: short ? 'Dockerfile' : undefined, ...none, at: build.at };
  }
  const inlineText = resolve(build.get('dockerfile_inline'), reading);
  const context = build.get('context');
  const dockerfile = build.get('dockerfile');
  return {
    context: context.absent ? '.' : textOf(context, reading),
    dockerfile: !dockerfile.absent ? textOf(dockerfile, reading) : inlineText ? undefined : 'Dockerfile',
    dockerfileInline: inlineText && {
      text: inlineText.text ?? inlineText.raw,
      at: contentSpan(inlineText.node, reading.text),
    },
    target: textOf(build.get('target'), reading),
    args: readEnvironment(build.get('args'), reading),
    additionalContexts: additionalContexts(build.get('additional_contexts'), reading),
    at: build.at,
  };
}
