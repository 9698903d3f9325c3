/** A limit for Java leaves it a heap: a quarter of the limit where nothing names an amount. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The limit that a fix adds to a service with these lines, and its note. */
function limit(service: string, files: Readonly<Record<string, string>> = {}): readonly [string | undefined, string] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'audit' } });
  engine.setFile('compose.yaml', `services:\n  shop:\n    ${service}\n`);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  const fix = engine.check('compose.yaml').findings.find((f) => f.rule === 'resource/missing-memory-limit')!.fixes[0]!;
  const text = fix
    .changes()
    .flatMap((change) => ('edits' in change ? change.edits.map((e) => e.text) : []))
    .join('');
  return [/mem_limit: (\w+)/.exec(text)?.[1], fix.note ?? ''];
}

const HEAP = /the heap of Java is a quarter of the limit/;

describe('Java without a heap gets four times the usual amount', () => {
  const built = (dockerfile: string): readonly [string | undefined, string] =>
    limit('build: .', { Dockerfile: dockerfile });
  for (const [what, found] of [
    ['an image of Java', limit('image: eclipse-temurin:21-jre')],
    ['a server of Java', limit('image: tomcat:11')],
    ['a base image with a runtime', built('FROM amazoncorretto:21\nCMD ["/start"]\n')],
    ['a package', built('FROM debian:13\nRUN apt-get install -y openjdk-21-jre-headless\nCMD ["/start"]\n')],
    ['a copied archive', built('FROM acme/base:1\nCOPY build/shop.jar /app/\nCMD ["/start"]\n')],
  ] as const)
    test(what, () => {
      assert.equal(found[0], '2g');
      assert.match(found[1], HEAP);
    });
  test('less where it may use more of it', () => {
    assert.equal(limit('image: tomcat:11\n    environment: {JAVA_OPTS: "-XX:MaxRAMPercentage=75.0"}')[0], '1g');
  });
  for (const [what, found] of [
    ['an image', limit('image: ibm-semeru-runtimes:open-21-jre')],
    ['a base image', built('FROM open-liberty:full-java17-openj9\nCOPY shop.war /config/dropins/\n')],
  ] as const)
    test(`half of it with OpenJ9: ${what}`, () => {
      assert.equal(found[0], '1g');
      assert.doesNotMatch(found[1], HEAP);
    });
  for (const [what, found] of [
    ['another image', limit('image: acme/javascript:1')],
    ['a builder', built('FROM maven:3 AS b\nRUN mvn package\nFROM node:24\nCOPY --from=b /a.js /\nCMD ["node"]\n')],
  ] as const)
    test(`not ${what}`, () => {
      assert.equal(found[0], '1g');
      assert.doesNotMatch(found[1], HEAP);
    });
});

describe('the heap of a start script that the image copies counts', () => {
  const script = 'run.sh';
  const dockerfile = (copy: string): string => `FROM eclipse-temurin:21-jre\nCOPY ${copy} /app/\nCMD ["/app/start"]\n`;
  const of = (copy: string, path: string, text: string): string | undefined =>
    limit('build: .', { Dockerfile: dockerfile(copy), [path]: text })[0];
  test('by its name and with its folder', () => {
    assert.equal(of(script, script, 'HEAP="-Xms2g -Xmx2g"\n'), '3g');
    assert.equal(of('bin', `bin/${script}`, 'HEAP="-Xms2g -Xmx2g"\n'), '3g');
  });
  test('not in a comment, and not of another image', () => {
    assert.equal(of(script, script, '# HEAP="-Xmx4g"\n'), '2g');
    assert.equal(of('bin', `tools/${script}`, 'HEAP="-Xmx4g"\n'), '2g');
  });
});
