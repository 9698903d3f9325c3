import { holdsNoSecret, isOptionalAndAbsent } from '../../checks/environment-file.ts';
import { staysInImage } from '../../checks/stays-in-image.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { fileMountFixes } from '../../fixes/secret/file-mount.ts';
import { type Context, rule } from '../../rule/rule.ts';
import { secretFile } from '../../secrets/detect/credential-files.ts';
import { endOf } from '../../secrets/detect/without-tokens.ts';
import { withArticle } from '../../secrets/detect/wording.ts';
import { excludedFromContext } from '../../workspace/dockerignore.ts';

export default rule(
  {
    id: 'secret/secret-file-copied',
    title: 'Credential file in image',
    why: 'Anyone who can pull the image can unpack its layers, even if a later instruction deletes the file. A private key or registry token that one build step needed is then open to every user of the image.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'credentials', 'cross-file'],
    refs: {
      cisDocker: ['4.10'],
      nist800190: ['4.1.4'],
      owaspDocker: ['12'],
      cwe: ['CWE-538', 'CWE-522'],
      trivy: ['~DS-0031'],
    },
  },
  {
    *instruction(instruction, ctx) {
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return;
      const words = instruction.exec ?? instruction.args;
      const target = words.at(-1)?.text ?? '';
      const fromStage = instruction.flags.some((f) => f.name === 'from');
      for (const word of words.slice(0, -1)) {
        const source = word.text.replace(/^(["'])(.*)\1$/, '$2');
        if (source.includes('$') || source.startsWith('<<') || /^[a-z]+:\/\//i.test(source)) continue;
        const file = secretFile(source, target);
        if (!file || (!fromStage && excludedFromContext(ctx.workspace, ctx.unit.path, source))) continue;
        if (!file.certain && !fromStage && holdsNoSecret(source, ctx)) continue;
        const isAbsent = !fromStage && isOptionalAndAbsent(source, ctx);
        const isLeft = staysInImage(instruction, source, ctx);
        yield {
          at: word.span,
          severity: file.certain && !fromStage && isLeft ? 'warning' : 'info',
          ...(fromStage || !isLeft || isAbsent ? { profile: 'strict' as const } : {}),
          message: `\`${displayPath(source)}\` looks like ${withArticle(file.what)}, and stays in ${isLeft ? 'a layer of the image' : 'the build cache'}`,
          fixes: fromStage ? [] : fixes(instruction, source, ctx),
        };
      }
    },
  },
);

const displayPath = (path: string): string => endOf(path, 80).replaceAll('`', '');

const fixes = (instruction: Instruction, source: string, ctx: Context) =>
  ctx.unit.kind === 'dockerfile' ? fileMountFixes(ctx.unit.dockerfile, instruction, source, ctx) : [];
