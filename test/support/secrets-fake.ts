import { classes } from '../../server/src/core/secrets/detect/providers/provider.ts';

/** Made-up characters, the same at each run: no token of anyone, and none stands whole in a source file. */
export function fake(length: number, letter = 'w'): string {
  const characters = classes[letter]?.characters ?? '';
  let out = '';
  for (let i = 0; i < length; i++) {
    // A new shuffle for each round, so that long tokens do not repeat.
    const round = Math.floor(i / characters.length);
    out += characters[(i * (round % 2 === 0 ? 1 : 5) + round * 7) % characters.length];
  }
  return out;
}

/** Writes out a template of a provider's table: `ghp_<w36>`. */
export const write = (template: string): string =>
  template.replace(/<([a-zA-Z])(\d+)>/g, (_, letter: string, length: string) => fake(Number(length), letter));
