/** Measures the time from a change of text to its findings, in this process. */
import { readFileSync } from 'node:fs';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import { printed } from '../../server/src/core/report/print.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { detectInText } from '../../server/src/core/secrets/detect/detect.ts';
import { cutStream } from '../../server/src/core/yaml/cut.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';
import { median, type Row, time } from './rows.ts';

const fixture = (name: string): string => readFileSync(`bench/fixtures/${name}`, 'utf8');

/** The text with a change in its middle that differs in text and length for each `i`. */
function edited(text: string, mark: string, i: number): string {
  const found = text.indexOf(mark, Math.floor(text.length / 3));
  if (found < 0) throw new Error(`no ${mark} to edit behind`);
  const at = found + mark.length;
  return `${text.slice(0, at)}${String(i % 10).repeat(1 + (i % 3))}${text.slice(at)}`;
}

/** One open file in a small workspace. */
function keystrokes(path: string, text: string, mark: string, runs: number, warmUp = runs): number[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('other/Dockerfile', 'FROM node:22-alpine\nUSER node\nCMD ["node", "."]\n');
  engine.setFile('other/service.yaml', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: other\nspec: {}\n');
  engine.setComplete(true);
  return time(runs, warmUp, (i) => {
    engine.setFile(path, edited(text, mark, i));
    engine.check(path);
  });
}

/** A stream of Deployments of sixteen lines each. */
const deployments = (count: number): string =>
  Array.from({ length: count }, (_, i) => fixture('deployment.yaml').replaceAll('NAME', `shop-${i}`)).join('---\n');

/** A complete run, from creating the engine to the printed report. */
function firstCheck(text: string): void {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('stream.yaml', text);
  engine.setComplete(true);
  printed(engine, engine.check('stream.yaml'), (path) => path);
}

/** Work that grows with the length of a stream, with its limits. */
export function* streamRows(): Generator<Row> {
  const [few, many] = [400, 4_000].map((count) => {
    const text = deployments(count);
    return keystrokes('stream.yaml', text, 'value: inf', 60, 60);
  });
  yield { what: 'keystroke in a stream of 400 Deployments', samples: few!, limit: undefined, unit: 'ms' };
  const limit = Math.min(1.5 * median(few!), 25);
  yield { what: 'keystroke in a stream of 4,000', samples: many!, limit, unit: 'ms' };
  const short = deployments(1_000);
  const first = time(3, 1, () => firstCheck(short));
  yield { what: 'first check of 1,000 Deployments, printed', samples: first, limit: undefined, unit: 'ms' };
  const long = deployments(10_000);
  const before = process.memoryUsage.rss();
  const whole = time(1, 0, () => firstCheck(long));
  yield { what: 'first check of 10,000, printed', samples: whole, limit: 15 * median(first), unit: 'ms' };
  const grown = Math.max(0, process.memoryUsage.rss() - before) / 1e6;
  yield { what: '  memory that it takes on top', samples: [grown], limit: undefined, unit: 'MB' };
}

/** 45 documents of 22 to 24 KB: every third full of block scalars, as in real repositories. */
export function stream(): string {
  const [workload, config] = [fixture('stream-workload.yaml'), fixture('stream-config.yaml')];
  const documents: string[] = [];
  for (let i = 0; i < 45; i++) documents.push((i % 3 === 2 ? config : workload).replaceAll('NAME', `shop-${i}`));
  return documents.join('---\n');
}

/** Findings of typical files, and the scan for secrets. */
export function* checkRows(): Generator<Row> {
  yield {
    what: 'Dockerfile of 150 lines',
    samples: keystrokes('Dockerfile', fixture('ordinary.Dockerfile'), 'COPY shop', 200),
    limit: 3,
    unit: 'ms',
  };
  yield {
    what: 'dense Dockerfile of 7 KB',
    samples: keystrokes('Dockerfile', fixture('dense.Dockerfile'), '/tmp/kustomize', 200),
    limit: 5,
    unit: 'ms',
  };
  yield {
    what: 'manifest of 200 lines',
    samples: keystrokes('manifest.yaml', fixture('manifest.yaml'), '"worker-', 200),
    limit: 5,
    unit: 'ms',
  };
  const whole = stream();
  const parse = median(
    time(30, 10, (i) => {
      parseYaml(edited(cutStream(whole)[15]!.text, '"', i));
    }),
  );
  yield { what: '  parse of one document of the stream, alone', samples: [parse], limit: undefined, unit: 'ms' };
  yield {
    what: `stream of 45 documents, ${(whole.length / 1e6).toFixed(2)} MB`,
    samples: keystrokes('stream.yaml', whole, '"', 60),
    limit: parse + 5,
    unit: 'ms',
  };
  const text = edited((whole + fixture('ordinary.Dockerfile')).slice(0, 1_000_000), 'name', 0);
  yield {
    what: 'secrets in 1 MB of ordinary text',
    samples: time(20, 5, (i) => void detectInText(edited(text, 'name', i))),
    limit: 50,
    unit: 'ms',
  };
}
