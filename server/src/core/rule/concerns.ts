/** The concerns that rules are about: the first part of every id. */

/** Concerns in the order of the manual, each with its description. */
export const CONCERNS = {
  image: 'Base images: who publishes them, and whether every build gets the same one',
  user: 'Who the program runs as',
  secret: 'Passwords, tokens and keys where others can read them',
  network: 'What can be reached, and from where',
  privilege: 'What a container may do to its host',
  filesystem: 'Which files a container can write, and which of the host’s it can see',
  build: 'What a build runs and fetches',
  resource: 'How much memory, CPU and processes a container may use',
  rbac: 'What an account may do in the cluster',
  cluster: 'The cluster’s own programs: API server, etcd, kubelet',
  mesh: 'Service mesh settings',
  admission: 'Which objects the cluster admits',
  daemon: 'The container daemon’s own settings',
  comment: 'Ignore comments: whether they name rules, and whether they ignore anything',
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
