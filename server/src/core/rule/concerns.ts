/** The concerns that rules are about: the first part of every id. */

/** Concerns in the order of the manual, each with its description. */
export const CONCERNS = {
  image: 'Base images: who made them, and whether they are the same tomorrow',
  user: 'Who the program runs as',
  secret: 'Passwords, tokens and keys where others can read them',
  network: 'What can be reached, and from where',
  privilege: 'What a container may do to its host',
  filesystem: 'What a container can write and see of the host’s files',
  build: 'What a build runs and fetches',
  resource: 'What a container may use up',
  rbac: 'What an account may do in the cluster',
  mesh: 'Service mesh settings',
  admission: 'What the cluster lets in',
  daemon: 'The container daemon’s own settings',
} as const;

export type Concern = keyof typeof CONCERNS;
/** The concern of a rule's id. */
const concernOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** Whether a rule looks for secrets: secret scanners' ignore marks silence it. */
export const isAboutSecrets = ({ id }: { readonly id: string }): boolean => concernOf(id) === 'secret';

/** Whether a rule's findings count in full inside a template's `if`: a secret is known, and an image is pulled, even where the branch is off by default. */
export const countsInBranches = ({ id }: { readonly id: string }): boolean =>
  ['image', 'secret'].includes(concernOf(id));

export const concerns = Object.keys(CONCERNS) as readonly Concern[];
