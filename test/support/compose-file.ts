import assert from 'node:assert/strict';
import { readCompose } from '../../server/src/core/compose/read.ts';
import type { ComposeUnit, Service } from '../../server/src/core/domain/compose.ts';
import type { Container } from '../../server/src/core/domain/container.ts';
import type { Span } from '../../server/src/core/text/span.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';
import type { Setting } from '../../server/src/core/yaml/setting.ts';

export function read(text: string): ComposeUnit {
  const unit = readCompose(parseYaml(text));
  assert.ok(unit);
  return unit;
}

/** A file with one service `web` that has an image and these lines. */
export const file = (body: string): string =>
  `services:\n  web:\n    image: app:1\n${body.replace(/^(?=.)/gm, '    ')}\n`;

export function web(text: string): { service: Service; container: Container; cut: (at: Span | undefined) => string } {
  const service = read(text).services.find((s) => s.name === 'web');
  assert.ok(service);
  return { service, container: service.container, cut: (at) => (at ? text.slice(at.start, at.end) : '(none)') };
}

export type SettingKey = {
  [K in keyof Container]-?: Container[K] extends Setting<infer _> ? K : never;
}[keyof Container];
