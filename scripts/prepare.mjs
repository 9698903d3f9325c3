// npm's `prepare`: builds the bundles, so that a package from the repository can run.
//
// `npm install -g git+…`, which pre-commit does, runs this in a clone without development dependencies: npm hands its own `--global` on to
// the installation that should bring them. They are installed here then.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Settings of the outer npm that must not reach the inner one. */
const OUTER =
  /^npm_config_(global|location|(local_|global_)?prefix|install_links|allow_git|force|dry_run|package_lock_only|omit|include)$/i;

/** Runs Node on a script; ends this process when it fails. Everything goes to stderr: stdout is npm's. */
function run(args, env = process.env) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (error) console.error(String(error));
  if (status !== 0) process.exit(status ?? 1);
}

function hasDependencies() {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch {
    return false;
  }
}

const npm = process.env.npm_execpath;
if (!hasDependencies() && npm?.endsWith('.js')) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OUTER.test(name)));
  run([npm, 'ci', '--ignore-scripts', '--include=dev'], env);
}
run(['scripts/run.mjs', 'build']);
