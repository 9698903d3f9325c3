import { addSources, isLocalSource } from '../../domain/add-sources.ts';
import { fix } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';

/** Flags that COPY does not have. */
const ADD_ONLY = new Set(['checksum', 'keep-git-dir', 'unpack']);

export default rule(
  {
    id: 'build/add-instead-of-copy',
    title: 'ADD where COPY will do',
    why: 'ADD does more than it says: it fetches what looks like an address and unpacks what looks like an archive, by content and not by name. A file that someone else can replace may so write anywhere below the target. COPY copies, and nothing else.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'safe',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: {
      cisDocker: ['4.9'],
      hadolint: ['DL3020'],
      trivy: ['DS-0005'],
      checkov: ['~CKV_DOCKER_4'],
      kics: ['~9513a694-aa0d-41d8-be61-3271e056f36b'],
      'sonar-iac': ['S7029'],
      tally: ['hadolint/DL3020'],
    },
  },
  {
    *instruction(instruction, ctx) {
      if (instruction.keyword !== 'ADD' || instruction.flags.some((f) => ADD_ONLY.has(f.name))) return;
      const sources = addSources(instruction, ctx.unit).map((source) => source.text);
      if (sources.length === 0 || !sources.every((s) => s !== undefined && isPlain(s))) return;
      const { start, end } = instruction.keywordSpan;
      const word = ctx.unit.text.slice(start, end) === 'add' ? 'copy' : 'COPY';
      yield {
        at: instruction.keywordSpan,
        message: `\`ADD\` of local files does what \`COPY\` does, and more`,
        // A file without an ending may be an archive, which ADD unpacks.
        fixes: [
          fix('Use `COPY`', sources.every((s) => s !== undefined && isCertain(s)) ? 'safe' : 'review', () => [
            { span: instruction.keywordSpan, text: word },
          ]),
        ],
      };
    },
  },
);

/** A local source that is no archive by its name. */
const isPlain = (source: string): boolean =>
  isLocalSource(source) &&
  !/\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|tzst|tlz|t[bgx]z2?|gz|bz2|xz|zst|lz4|lzma)$|\*$/i.test(source);

/** The context's root, a folder, or a file whose name has an ending. */
const isCertain = (source: string): boolean => /^\.{0,2}\/?$|\/$|[^/.]\.[A-Za-z]\w*$/.test(source);
