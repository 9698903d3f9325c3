import type { Dockerfile } from '../dockerfile/model.ts';

/** Instructions of other frontends, which may stand before the first FROM: `INCLUDE+ base.Dockerfile`. Source: edrevo/dockerfile-plus. */
const FOREIGN = /^[ \t]*(?:[A-Z]+\+|INCLUDE)[ \t]+\S/m;

/** Whether the file has an instruction that Docker's own frontend does not know. It may define stages, and needs its frontend. */
export const hasForeignInstruction = ({ instructions, text }: Dockerfile): boolean =>
  instructions.some((i) => i.incomplete === 'keyword') || FOREIGN.test(text);
