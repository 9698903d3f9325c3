/** Variables and arguments of public images that let everyone in without a password. One row a setting, each with its evidence. */
import type { ImageReference } from '../reference.ts';
import type { ArgumentRow, Row, VariableRow } from './authentication-off-row.ts';
import { ON, read, SET, VARIABLES } from './authentication-off-variables.ts';
import { publicName } from './publisher/names.ts';

const CODE_SERVER = {
  program: /^code-server$/,
  images: /(?:^|\/)code-server$/,
  says: 'lets everyone run code without a password',
  ...read('coder/code-server docs/guide.md', '2026-11-30'),
};

const ARGUMENTS: readonly ArgumentRow[] = [
  {
    word: /^--api\.insecure(?:=true)?$/i,
    program: /^traefik$/,
    images: /(?:^|\/)traefik$/,
    port: '8080',
    says: 'gives API and dashboard to everyone without a password',
    ...read('traefik/traefik docs/content/reference/install-configuration/api-dashboard.md @fd5a576df', '2026-07-24'),
  },
  {
    word: /^--protected-mode$/,
    next: /^no$/,
    program: /^(?:redis|valkey)-server$/,
    unless: /^--(?:requirepass|aclfile|user)\b|\.conf$/,
    says: 'answers every client without a password',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security',
    asOf: '2026-11-30',
  },
  {
    word: /^--(?:NotebookApp|ServerApp|LabApp|IdentityProvider)\.token=(?:''|"")?$/,
    program: /^(?:jupyter(?:-\w+)?|start-notebook\.(?:sh|py))$/,
    unless: /(?:password|hashed_password)=./,
    says: 'lets everyone run code without a token',
    ...read('jupyter-server/jupyter_server docs/source/operators/security.rst', '2026-11-30'),
  },
  { word: /^--auth$/, next: /^none$/, ...CODE_SERVER },
  { word: /^--auth=none$/, ...CODE_SERVER },
];

const isOf = ({ images, tags }: Row, ref: ImageReference | undefined): boolean =>
  images === undefined ||
  (ref !== undefined && images.test(publicName(ref)) && (tags === undefined || tags.test(ref.tag ?? '')));

/**
 * The row of a variable that lets everyone in.
 * @param ref the image, if known
 * @param has whether the container has another variable whose value fits
 */
export function openByVariable(
  ref: ImageReference | undefined,
  name: string,
  value: string,
  has: (name: string, value: RegExp) => boolean,
): VariableRow | undefined {
  const row = VARIABLES.find((r) => r.variable === name && r.value.test(value) && isOf(r, ref));
  if (row?.with !== undefined && !has(row.with, ON)) return undefined;
  return row?.passwords?.some((p) => has(p, SET) || has(`${p}_FILE`, SET)) ? undefined : row;
}

/** The rows of arguments for a program, or for an image whose entrypoint is the program. */
export const argumentRows = (program: string, ref: ImageReference | undefined): readonly ArgumentRow[] =>
  ARGUMENTS.filter(
    (r) => r.program.test(program) || (program.startsWith('-') && r.images !== undefined && isOf(r, ref)),
  );
