/** What a build puts into the home of root. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';
import { leftInRootHome, rootHome } from '../../../server/src/core/dockerfile/root-home.ts';

const stageOf = (...lines: readonly string[]) =>
  parseDockerfile(['FROM python:3.13', 'WORKDIR /app', 'COPY . .', ...lines, 'CMD ["./shop"]', ''].join('\n'))
    .stages[0]!;

describe('tools that write below the home of root', () => {
  const does = (...lines: readonly string[]) => rootHome(stageOf(...lines))?.does;
  for (const [line, tool] of [
    ['RUN pip install --user flask', 'pip --user'],
    ['RUN pipx install httpie', 'pipx install'],
    ['RUN uv tool install ruff', 'uv tool install'],
    ['RUN uv python install 3.13', 'uv python install'],
    ['RUN hf download acme/model', 'hf download'],
  ] as const)
    test(line, () => assert.equal(does(line), `runs \`${tool}\`, which writes to \`/root\``));
  for (const lines of [
    ['RUN pip install flask'],
    ['RUN pipx install --global httpie'],
    ['ENV PIPX_HOME=/opt/pipx', 'RUN pipx install httpie'],
    ['RUN uv pip install ruff'],
    ['RUN uv tool list'],
    ['ENV UV_PYTHON_INSTALL_DIR=/opt/python', 'RUN uv python install 3.13'],
    ['RUN hf download acme/model --local-dir /models'],
    ['ENV HF_HOME=/models', 'RUN hf download acme/model'],
    ['USER 1000', 'RUN pip install --user flask'],
  ])
    test(`not: ${lines.join('; ')}`, () => assert.equal(does(...lines), undefined));
});

describe('what a build may leave in the home of root', () => {
  const left = (...lines: readonly string[]) => leftInRootHome(stageOf(...lines));
  for (const [line, clause] of [
    ['RUN python3 scripts/install_models.py', 'runs `scripts/install_models.py`'],
    ['RUN ./bin/download.sh && rm -rf /tmp/x', 'runs `./bin/download.sh`'],
    ["RUN python -c 'from t import M; M.from_pretrained(1)'", 'runs `python -c`'],
    ['RUN mkdir -p ~/.shop', 'writes `~/.shop`'],
    ['RUN echo a > /root/.shop/settings', 'writes `/root/.shop/settings`'],
  ] as const)
    test(line, () => assert.deepEqual(left(line), [clause]));
  for (const lines of [
    ['RUN python3 setup.py install'],
    ['RUN ./build.sh'],
    ['ENV HF_HOME=/models', 'RUN python3 scripts/install_models.py'],
    ['RUN mkdir -p ~/.ssh && ssh-keyscan example.com >> ~/.ssh/known_hosts'],
    ['RUN rm -rf /root/.cache'],
    ['USER 1000', 'RUN mkdir -p ~/.shop'],
  ])
    test(`nothing: ${lines.join('; ')}`, () => assert.deepEqual(left(...lines), []));
  test('it names no word of a command but a path', () =>
    assert.deepEqual(left('RUN printf %s hunter2-value > ~/.shop'), ['writes `~/.shop`']));
});
