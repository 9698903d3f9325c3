/** A folder outside of the checked one, whose files hold names and values that no output may show. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { folderWith } from './program.ts';
import { fake } from './secrets-fake.ts';

/** Part of every name and value in the files outside. */
export const CANARY = 'canary_outside';

/** A new folder with one file of each kind, each with findings that quote its names. */
export function outsideFolder(): string {
  const secret = `${CANARY.toUpperCase()}_PASSWORD=${fake(17)}-q7\n`;
  return folderWith({
    Dockerfile: `FROM ${CANARY}/image:latest AS ${CANARY}\nENV ${secret}USER root\n`,
    'compose.yaml': `services:\n  ${CANARY}:\n    image: ${CANARY}:latest\n    privileged: true\n`,
    '.env': secret,
    '.dockerignore': `${CANARY}\n`,
    '.gitignore': `${CANARY}\nDockerfile\n`,
    '.seaworthy.yaml': `${CANARY}: true\nrules: { user/root-user: off }\n`,
  });
}

/** Every file below a folder with its text and time of change, to compare before and after. */
export function stateOf(folder: string): string[] {
  return (fs.readdirSync(folder, { recursive: true }) as string[]).sort().map((name) => {
    const place = path.join(folder, name);
    const stat = fs.statSync(place);
    return `${name} ${stat.mode} ${stat.mtimeMs} ${stat.isFile() ? fs.readFileSync(place, 'utf8') : ''}`;
  });
}
