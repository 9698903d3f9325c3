import { addSources, isLocalSource } from '../../domain/add-sources.ts';
import { replacesInstruction } from '../../fixes/effect.ts';
import { fix } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';

/** Flags that COPY does not have. */
const ADD_ONLY = new Set(['checksum', 'keep-git-dir', 'unpack']);

export default rule(
  {
    id: 'build/add-instead-of-copy',
    title: 'ADD where COPY is enough',
    why: '`ADD` also downloads URLs and unpacks archives, which it recognises by their content, not by their name. An attacker who replaces a source file with an archive can therefore write files anywhere below the target. `COPY` only copies.',
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
      if (sources.length === 0 || !sources.every((s) => s !== undefined && isNotNamedAsArchive(s))) return;
      const { start, end } = instruction.keywordSpan;
      const word = ctx.unit.text.slice(start, end) === 'add' ? 'copy' : 'COPY';
      // A file without an extension may be an archive, which ADD would unpack.
      const safety = sources.every((s) => s !== undefined && isCertainlyNoArchive(s)) ? 'safe' : 'review';
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      const effect = file && replacesInstruction(file, instruction, 'COPY');
      yield {
        at: instruction.keywordSpan,
        message: '`ADD` is used for local files, where `COPY` is enough',
        fixes: [fix('Use `COPY`', safety, () => [{ span: instruction.keywordSpan, text: word }], effect)],
      };
    },
  },
);

/** Whether the source is local and its name is not the name of an archive. */
const isNotNamedAsArchive = (source: string): boolean =>
  isLocalSource(source) &&
  !/\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|tzst|tlz|t[bgx]z2?|gz|bz2|xz|zst|lz4|lzma)$|\*$/i.test(source);

/** Whether the source is certainly no archive: the context's root, a folder, or a file with an extension. */
const isCertainlyNoArchive = (source: string): boolean => /^\.{0,2}\/?$|\/$|[^/.]\.[A-Za-z]\w*$/.test(source);
