import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressOf, isPrivateHost } from '../../../server/src/core/network/hosts.ts';
import { SIGNATURE_SWITCHES } from '../../../server/src/core/network/signature-switches.ts';
import { disablesTlsVerification, TLS_SWITCHES } from '../../../server/src/core/network/tls-switches.ts';
import { pipedDownload } from '../../../server/src/core/shell/piped-download.ts';
import { mapped, parseShell } from '../../../server/src/core/shell/shell.ts';
import { switchesIn } from '../../../server/src/core/shell/switches.ts';
import { assertGrowth } from '../../support/growth.ts';

const commandsOf = (script: string) => parseShell(mapped(script, 0)).commands;
const shown = (script: string, table = TLS_SWITCHES) =>
  commandsOf(script).flatMap((c) => switchesIn(c, table).map((h) => h.shown));
const piped = (script: string) =>
  commandsOf(script).flatMap((c) => {
    const found = pipedDownload(c);
    return found ? [`${found.from.name} > ${found.by.name}`] : [];
  });

describe('switches', () => {
  for (const [script, hits] of [
    ['curl -fsSLk https://x.example.com', ['-k']],
    ['sudo -E curl --insecure https://x.example.com', ['--insecure']],
    ['curl -o k https://x.example.com -XkPOST', []],
    ['echo curl -k', []],
    ['wget -q --no-check-certificate https://x.example.com', ['--no-check-certificate']],
    ['python3.12 -m pip install --trusted-host=pypi.org x', ['--trusted-host=pypi.org']],
    ['pip3 install --trusted-host pypi.org x', ['--trusted-host pypi.org']],
    ['pip3 install --trusted-host "$HOST" x', ['--trusted-host …']],
    ['git -c http.sslVerify=false clone https://x.example.com/r', ['-c http.sslVerify=false']],
    ['git -c http.sslVerify=true clone https://x.example.com/r', []],
    ['git config --global http.sslVerify false', ['git config --global http.sslVerify false']],
    ['kubectl --insecure-skip-tls-verify=false get pods', []],
    ['kubectl --insecure-skip-tls-verify get pods', ['--insecure-skip-tls-verify']],
    ['echo "sslverify=0" | tee -a /etc/dnf/dnf.conf', ['sslverify=0']],
    ['echo "sslverify=0"', []],
    ['sh -c "npm config set strict-ssl=false"', ['npm config set strict-ssl=false']],
    ['grep -- --insecure README', []],
    ['curl -- --insecure', []],
  ] as const)
    test(script, () => assert.deepEqual(shown(script), hits));

  test('a user and password in an address are not shown', () => {
    const [hit] = shown('git config http.https://me:hunter2@x.example.com/.sslVerify false');
    assert.equal(hit, 'git config http.https://x.example.com/.sslVerify false');
  });

  test('signatures', () => {
    assert.deepEqual(shown('apt-get -o APT::Get::AllowUnauthenticated=true install x', SIGNATURE_SWITCHES), [
      '-o APT::Get::AllowUnauthenticated=true',
    ]);
    assert.deepEqual(shown('apk index --allow-untrusted -o APKINDEX.tar.gz *.apk', SIGNATURE_SWITCHES), []);
    const source = (url: string) => `echo "deb [ trusted=yes ] ${url} ./" > /etc/apt/sources.list.d/own.list`;
    assert.deepEqual(shown(source('https://apt.example.com'), SIGNATURE_SWITCHES), ['[ trusted=yes ]']);
    assert.deepEqual(shown(source('file://$tempDir'), SIGNATURE_SWITCHES), []);
    assert.deepEqual(shown("sed -i 's/gpgcheck=0/gpgcheck=1/' /etc/yum.repos.d/a.repo", SIGNATURE_SWITCHES), []);
    assert.deepEqual(shown("sed -i 's/gpgcheck=1/gpgcheck=0/' /etc/yum.repos.d/a.repo", SIGNATURE_SWITCHES), [
      'gpgcheck=0',
    ]);
  });

  test('variables', () => {
    assert.ok(disablesTlsVerification('npm_config_strict_ssl', 'false'));
    assert.ok(disablesTlsVerification('CURL_CA_BUNDLE', ''));
    assert.ok(!disablesTlsVerification('CURL_CA_BUNDLE', '/etc/ssl/ca.pem'));
    assert.ok(!disablesTlsVerification('constructor', '0'));
  });
});

describe('piped downloads', () => {
  for (const [script, hits] of [
    ['curl -s https://x | sh', ['curl > sh']],
    ['curl -s https://x -o - | sudo -u app bash -s -- -y', ['curl > bash']],
    ['curl -s https://x -o f | sh', []],
    ['wget https://x | sh', []],
    ['wget -qO- https://x | gunzip | sh', ['wget > sh']],
    ['curl -s https://x | bash -c "cat"', []],
    ['curl -s https://x | python3 - --version 1', ['curl > python3']],
    ['curl -s https://x | python3 parse.py', []],
    ['curl -s https://x | sha256sum', []],
    ['bash script.sh <(curl -s https://x)', []],
    ['bash -c "set -e; $(curl -s https://x)"', ['curl > bash']],
    ['VERSION="$(curl -s https://x)" sh build.sh', []],
  ] as const)
    test(script, () => assert.deepEqual(piped(script), hits));
});

test('hosts', () => {
  for (const host of [
    'localhost',
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    'db',
    'a.internal',
    '::1',
    'fd00::1',
  ])
    assert.ok(isPrivateHost(host), host);
  for (const host of ['example.com', '172.32.0.1', '10.example.com', '8.8.8.8', '2001:db8::1', 'localhost.example.com'])
    assert.ok(!isPrivateHost(host), host);
  assert.deepEqual(addressOf('http://u:p@[::1]:80/x'), { scheme: 'http', host: '::1', port: '80' });
  assert.equal(addressOf('http://${H}/x')?.host, undefined);
});

const hostile = (n: number): readonly string[] => [
  `git config ${'http. '.repeat(n)}`,
  `npm config ${'set '.repeat(n)}`,
  `echo "${'['.repeat(n)}" > /etc/apt/sources.list.d/a.list`,
  `echo "${'trusted=yes '.repeat(n)}" > /etc/apt/sources.list.d/a.list`,
  `echo "[${' trusted=yes'.repeat(n)}" > /etc/apt/sources.list.d/a.list`,
  `echo "${'sslverify=1 '.repeat(n)}" > /etc/yum.conf`,
  `echo "${'sslverify'.padEnd(n)}" > /etc/yum.conf`,
  `bash ${'-a '.repeat(n)}`,
  `bash -c "${'\n'.repeat(n)}x$(true)"`,
  `curl https://x ${'| cat '.repeat(n / 10)}| sh`,
  `curl ${'-a'.repeat(n)} https://x`,
  `wget ${'http://x/'.repeat(n)}`,
];

test('the cost of hostile commands grows with their length', () => {
  const look = (script: string): (() => void) => {
    const commands = commandsOf(script);
    return () => {
      for (const c of commands) {
        switchesIn(c, TLS_SWITCHES);
        switchesIn(c, SIGNATURE_SWITCHES);
        pipedDownload(c);
        for (const w of c.words) addressOf(w.literal ?? '');
      }
    };
  };
  const [short, long] = [hostile(2500), hostile(10_000)];
  for (const [i, script] of short.entries()) assertGrowth(script.slice(0, 40), 10, look(script), look(long[i]!));
});
