import { addSources, isGitSource } from '../../domain/add-sources.ts';
import { addressOf } from '../../network/hosts.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'build/remote-add',
    title: 'Remote file added without checksum',
    why: 'The image takes whatever the server sends on the day of the build. If the owner or an attacker replaces the file there, your image changes without notice. With a checksum the build fails instead.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: {
      cisDocker: ['4.9', '4.11'],
      nist800190: ['4.1.5'],
      owaspDocker: ['13'],
      cwe: ['CWE-494'],
      kics: ['~4b410d24-1cbe-4430-a632-62c9a931cf1c', '~9513a694-aa0d-41d8-be61-3271e056f36b'],
      checkov: ['~CKV_DOCKER_4'],
      semgrep: ['~prefer-copy-over-add'],
      tally: ['~tally/prefer-add-git'],
    },
  },
  {
    *instruction(instruction, ctx) {
      if (instruction.keyword !== 'ADD' || instruction.flags.some((f) => f.name === 'checksum')) return;
      for (const { text: url, span } of addSources(instruction, ctx.unit)) {
        if (url === undefined) continue;
        const host = addressOf(url)?.host ?? /^[\w.-]+@([\w.-]+):/.exec(url)?.[1];
        const from = host ? ` from \`${host}\`` : '';
        if (isGitSource(url)) {
          if (!isPinned(url))
            yield { at: span, severity: 'info', message: `Repository${from} is not pinned to a commit` };
        } else if (/^https?:\/\//i.test(url))
          yield {
            at: span,
            ...(isData(url) && { profile: 'strict' as const }),
            message: `File${from} is added without \`--checksum\``,
          };
      }
    },
  },
);

/** Whether the fragment or query of the URL names a commit: `#<sha>`, `#<sha>:folder`, `?commit=…`, `?checksum=…`. */
const isPinned = (url: string): boolean =>
  /#[0-9a-f]{40}(?:[0-9a-f]{24})?(?::|$)/i.test(url) || /[?&](?:commit|checksum|ref)=[0-9a-f]{40}/i.test(url);

/** Whether a file is a table that its publisher replaces under the same address, such as one of places: a checksum would end the build with the next one. */
const isData = (url: string): boolean =>
  /^[^?#]*\/[a-z_-]+\.(?:mmdb|csv|tsv|dat|json|parquet|geojson)(?:\.gz)?$/i.test(url);
