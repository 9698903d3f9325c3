/** The core's own file: it holds all of the core that the server's other bundles use, and they hold nothing of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { BUNDLES } from '../scripts/lib/bundles.ts';

interface Built {
  readonly text: string;
  /** Paths of the sources. */
  readonly sources: readonly string[];
}

async function built(outfile: string): Promise<Built> {
  const { metafile, outputFiles } = await build({ ...BUNDLES[outfile]!, outfile, write: false, metafile: true });
  return { text: outputFiles![0]!.text, sources: Object.keys(metafile.inputs) };
}

const core = built('server/dist/core.js');
const isCore = (path: string): boolean => /^server\/src\/core\/|^node_modules\/(?:yaml|fflate|@noble)\//.test(path);

for (const outfile of ['server/dist/server.js', 'server/dist/worker.js', 'server/dist/cli.js'])
  test(`${outfile} takes the core from the core's file`, async () => {
    const { text, sources } = await built(outfile);
    assert.deepEqual(sources.filter(isCore), []);
    const asked = [...text.matchAll(/globalThis\.seaworthyCore\["([^"]+)"\]/g)].map(([, path]) => path!);
    assert.ok(asked.length >= 10, `${asked.length} modules`);
    const context = createContext({});
    runInContext((await core).text, context);
    for (const path of asked)
      assert.ok(
        runInContext(`Object.keys(globalThis.seaworthyCore[${JSON.stringify(path)}]).length > 0`, context),
        path,
      );
  });

test('the core is ASCII, as its loader reads it: other characters are escaped, in regular expressions by hand', async () => {
  const at = (await core).text.search(/[^\x00-\x7f]/);
  assert.equal(at, -1, (await core).text.slice(Math.max(0, at - 40), at + 40));
});

test('the core needs nothing of its host', async () => {
  assert.deepEqual(
    (await core).sources.filter((path) => /^server\//.test(path) && !isCore(path)),
    [],
  );
  assert.doesNotMatch((await core).text, /\brequire\(|\bprocess\.|\bimport\(/);
});

test('the texts of core and web worker, one after the other, are a language server', async () => {
  const worker = await built('server/dist/worker.js');
  let receive: ((message: Answer) => void) | undefined;
  const self: Port = {
    postMessage: (message) => receive?.(message),
    addEventListener: () => undefined,
    onmessage: null,
  };
  const globals = {
    self,
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    setImmediate,
    TextDecoder,
    TextEncoder,
    crypto,
  };
  runInContext(`${(await core).text}\n${worker.text}`, createContext(globals));
  const answer = await new Promise<Answer>((resolve) => {
    receive = (message) => message.id === 1 && resolve(message);
    const params = { processId: null, rootUri: null, capabilities: {} };
    self.onmessage?.({ data: { jsonrpc: '2.0', id: 1, method: 'initialize', params } });
  });
  assert.equal(answer.result?.serverInfo?.name, 'Seaworthy', JSON.stringify(answer));
});

/** The part of a worker's `self` that the server uses. */
interface Port {
  postMessage(message: Answer): void;
  addEventListener(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}
interface Answer {
  readonly id?: number;
  readonly result?: { readonly serverInfo?: { readonly name: string } };
}
