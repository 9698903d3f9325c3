/**
 * Readers that no check of one file reaches, or reaches with a short text only: patterns of paths, the diff of a dry run, the index of Git, images,
 * paths of the host. Each prepares the reading of a text.
 */
import { unifiedDiff } from '../../server/src/cli/diff.ts';
import { indexed } from '../../server/src/cli/git-files.ts';
import { controlSocket } from '../../server/src/core/host-path/control-socket.ts';
import { hostPath } from '../../server/src/core/host-path/normalise.ts';
import { sensitivePath } from '../../server/src/core/host-path/sensitive-path.ts';
import { matchesGlob, matchesImage } from '../../server/src/core/image/pattern.ts';
import { parseReference } from '../../server/src/core/image/reference.ts';
import { lookalikeOf } from '../../server/src/core/image/trust/lookalike.ts';
import { publisherTrust } from '../../server/src/core/image/trust/trust.ts';
import { withoutTokens } from '../../server/src/core/secrets/detect/without-tokens.ts';
import { pathMatcher } from '../../server/src/core/text/path-pattern.ts';
import { ignorePatterns } from '../../server/src/host/ignored.ts';

export interface Reader {
  readonly name: string;
  /** Returns the reading of the text. */
  readonly reading: (text: string) => () => unknown;
}

const LONG_PATH = `${'a/'.repeat(100)}b`;
const TRUST = { trusted: ['ghcr.io/acme/*'], untrusted: ['acme/*'] };
const BLOB = '0'.repeat(40);

const image = (raw: string): unknown => {
  const reference = parseReference(raw);
  return reference && [lookalikeOf(reference), publisherTrust(reference, TRUST), matchesImage('acme/*', reference)];
};

const READERS: Readonly<Record<string, Reader['reading']>> = {
  'one path pattern': (text) => () => pathMatcher([text])(LONG_PATH),
  'lines of path patterns': (text) => () => pathMatcher(text.split('\n'))(LONG_PATH),
  'a path for path patterns': (text) => {
    const matches = pathMatcher(['**/a*b*/**/c', '!*.yaml', '/x/']);
    return () => matches(text);
  },
  'names for a deep path': (text) => {
    const matches = pathMatcher(['b', '*.yaml', '!c', '?d']);
    return () => matches(text);
  },
  'the lines of .gitignore': (text) => () => ignorePatterns(text).ignores('a/b/Dockerfile'),
  'a pattern of images': (text) => () => matchesGlob(text, LONG_PATH),
  'an image for a pattern': (text) => () => matchesGlob('a*b*c', text),
  'an image': (text) => () => image(text),
  'the tag of an image': (text) => () => image(`ghcr.io/acme/shop:${text}`),
  'a path of the host': (text) => () => [hostPath(text), sensitivePath(text), controlSocket(text)],
  'a path below /var/run': (text) => () => [sensitivePath(`/var/run/${text}`), controlSocket(`/var/run/${text}`)],
  'a diff with one change': (text) => () => unifiedDiff('a', `a\n${text}\nb\n`, `a\n${text}\nc\n`, withoutTokens),
  'a diff of every line': (text) => {
    const after = text.replaceAll('\n', ' x\n');
    return () => unifiedDiff('a', text, after, withoutTokens);
  },
  'a diff of every eighth line': (text) => {
    const lines = text.match(/.{1,20}/gs) ?? [];
    const changed = lines.map((line, i) => (i % 8 === 0 ? `${line}x` : line));
    return () => unifiedDiff('a', lines.join('\n'), changed.join('\n'), withoutTokens);
  },
  'the name in a diff': (text) => () => unifiedDiff(text, 'a\n', 'b\n', withoutTokens),
  'a name in the index of Git': (text) => {
    const list = Buffer.from(`100644 ${BLOB} 0\t${text.replaceAll('\0', '')}/Dockerfile\0`);
    return () => indexed(list).size;
  },
  'names in the index of Git': (text) => {
    const names = text.match(/[^\0]{1,20}/g) ?? [];
    const list = Buffer.from(names.map((name, i) => `100644 ${BLOB} 0\t${name}/${i}.yaml\0`).join(''));
    return () => indexed(list).size;
  },
  'the index of Git': (text) => {
    const list = Buffer.from(text);
    return () => indexed(list).size;
  },
};

export const readers: readonly Reader[] = Object.entries(READERS).map(([name, reading]) => ({
  name: `reader: ${name}`,
  reading,
}));
