#!/usr/bin/env node
// Committed, so that npm can link it before anything is built; all the work is in the bundle.
import { existsSync } from 'node:fs';

const bundle = new URL('../dist/cli.js', import.meta.url);
if (existsSync(bundle)) {
  await import(bundle.href);
} else {
  console.error('seaworthy: not built yet, run `npm run build`');
  process.exitCode = 3;
}
