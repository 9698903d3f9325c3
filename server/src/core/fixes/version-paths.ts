import type { ImageUse } from '../domain/image-use.ts';
import { parseReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';

/** What stands before the version in the names of folders and programs, and how many parts of the version follow. */
const NAMES: readonly (readonly [before: string, parts: number])[] = [
  ['python', 2],
  ['ruby/', 2],
  ['php', 2],
  ['php/', 2],
  ['lua', 2],
  ['postgresql/', 1],
];

/**
 * Whether an instruction has a folder or a program that is named after the release in use, and that of the reference `text` has another name:
 * `COPY --from=build /usr/local/lib/python3.10/site-packages …`. The build, or the program, then does not find it.
 */
export function losesVersionPath({ reference }: ImageUse, { unit }: Context, text: string): boolean {
  const [before, after] = [reference, parseReference(text)].map((one) => /^\d+(?:\.\d+)?/.exec(one?.tag ?? '')?.[0]);
  if (unit.kind !== 'dockerfile' || before === undefined || before === after) return false;
  const names = NAMES.flatMap(([name, parts]) => {
    const [old, next] = [before, after].map((version) => version?.split('.').slice(0, parts).join('.'));
    // `python3.1` is no `python3.10`.
    return old === undefined || old === next || old.split('.').length !== parts
      ? []
      : [new RegExp(`${name}${old.replace('.', '\\.')}(?!\\d)`)];
  });
  const { instructions } = unit.dockerfile;
  return instructions.some(
    ({ keyword, span }) => keyword !== 'FROM' && names.some((name) => name.test(unit.text.slice(span.start, span.end))),
  );
}
