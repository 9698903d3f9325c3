import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Container } from '../../../server/src/core/domain/container.ts';
import { file, web } from '../../support/compose-file.ts';

type Env = Container['env'][number];
const ENV: [
  body: string,
  expected: Partial<Omit<Env, 'fallback'>> & { fallback?: string },
  value: string,
  at: string,
][] = [
  ['A: secret', { name: 'A', value: 'secret', dynamic: false, form: 'map' }, 'secret', 'A: secret'],
  ['A: "s3"', { value: 's3' }, 's3', 'A: "s3"'],
  ['A: 5', { value: '5' }, '5', 'A: 5'],
  ['A: pa$$x', { value: 'pa$x', dynamic: false }, 'pa$$x', 'A: pa$$x'],
  ['A:', { value: undefined, dynamic: false }, '(none)', 'A:'],
  ['A: ""', { value: '' }, '', 'A: ""'],
  ['A: ${X}', { value: '${X}', dynamic: true }, '${X}', 'A: ${X}'],
  [
    'A: "${X:-change}"',
    { value: '${X:-change}', dynamic: true, fallback: 'change' },
    '${X:-change}',
    'A: "${X:-change}"',
  ],
  ['A: {{ x }}', { dynamic: true }, '{{ x }}', 'A: {{ x }}'],
  ['- A=secret', { name: 'A', value: 'secret', dynamic: false, form: 'list' }, 'secret', '- A=secret'],
  ['- "A=b=c"', { value: 'b=c' }, 'b=c', '- "A=b=c"'],
  ['- A', { name: 'A', value: undefined }, '(none)', '- A'],
  ['- A=', { value: '' }, '', '- A='],
  ["- 'A=${X:-d}'", { value: '${X:-d}', dynamic: true, fallback: 'd' }, '${X:-d}', "- 'A=${X:-d}'"],
];
for (const [body, { fallback, ...expected }, value, at] of ENV)
  test(`environment ${body}`, () => {
    const text = file(`environment:\n  ${body}`);
    const { container, cut } = web(text);
    const [variable, ...more] = container.env;
    assert.ok(variable && more.length === 0);
    for (const [key, want] of Object.entries(expected)) assert.equal(variable[key as keyof Env], want, key);
    assert.equal(cut(variable.nameSpan), 'A');
    assert.equal(cut(variable.valueSpan), value);
    assert.equal(cut(variable.at), at);
    assert.equal(variable.fallback?.text, fallback);
    if (variable.fallback) assert.equal(cut(variable.fallback.at), fallback);
  });
