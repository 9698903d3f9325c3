/** The three files that `npm run update-knowledge` reads: their fields, which it checks and docs/knowledge.md lists. */
import {
  byName,
  day,
  dayOrFlag,
  type Field,
  type Form,
  flag,
  listOf,
  number,
  oneOf,
  optional,
  record,
  required,
  text,
} from './knowledge-form.ts';

/** A record of a file, for a table of its fields. */
export interface Shape {
  readonly title: string;
  readonly fields: readonly Field[];
}

export interface KnowledgeFile {
  readonly name: string;
  readonly form: Form;
  readonly shapes: readonly Shape[];
  /** How the file is made, one step a sentence. */
  readonly made: readonly string[];
}

const sourceFields = [
  required('repository', text, 'address of the repository'),
  required('commit', text, 'commit that was read'),
  required('date', day, 'day of that commit'),
];
const licence = required('licence', text, 'licence of the data');
const source = record('source', [...sourceFields, licence]);

const cycleFields = [
  required('cycle', text, 'name of the release line: `3.12`, `22`'),
  optional('codename', text, '`Bookworm`'),
  required(
    'eol',
    dayOrFlag,
    'end of security support; `true`: it has ended on an unknown day; `false`: no end is announced',
  ),
  optional('eoes', dayOrFlag, 'end of extended support, which counts for Debian only: elsewhere it is paid'),
  optional('lts', dayOrFlag, 'long-term release, from a day on or always'),
  optional('latest', text, 'newest version of the line'),
];
const productFields = [
  required('label', text, 'display name'),
  optional('os', flag, 'the product is an operating system'),
  optional(
    'images',
    listOf(text),
    'familiar names of its images, from its `pkg:docker` and `pkg:oci` identifiers; `library/x` is `x`',
  ),
  optional(
    'mapped',
    listOf(text),
    'names of images that belong to it although the source does not say so; a final `*` stands for the rest',
  ),
  required('cycles', listOf(record('cycle', cycleFields)), 'its release lines, newest first'),
];

const groupFields = [
  required('tags', text, 'tags of one published image, most specific first, separated by blanks'),
  optional('shared', text, 'further tags, shared with the image for Windows'),
  optional('version', text, 'its full version'),
];
const noticeFields = [
  required('since', day, 'day of the notice on the image’s page'),
  required('kind', oneOf('discontinued', 'moved', 'some tags', 'remark'), 'what it says, as read by hand'),
  optional('to', listOf(text), 'familiar names of the successors'),
];
const imageFields = [
  required('groups', listOf(record('group', groupFields)), 'what is listed today'),
  optional(
    'ended',
    byName(day),
    'release lines of one or two numbers, dated names and named tags that are no longer listed, with the day of the commit that took them out',
  ),
  optional('notice', record('notice', noticeFields), 'notice of deprecation'),
];
const withdrawnFields = [
  required('removed', day, 'day on which the last tag was taken out'),
  optional('deprecated', day, 'day of the notice, where there is one'),
];

const idsFields = [
  optional('name', text, 'name of the user'),
  optional('uid', number, 'only where the Dockerfile fixes it'),
  optional('gid', number, 'likewise'),
];
const dropsFields = [
  required('by', text, 'tool: `gosu`, `su-exec`, `setpriv`'),
  optional('to', text, 'user that runs the service'),
  ...idsFields.slice(1),
  optional('when', text, 'only if this variable is set'),
  optional('needs', text, 'conditions, in words'),
];
const rowFields = [
  optional(
    'tags',
    text,
    'tags of the row, separated by blanks; without them it holds for every tag that no other row lists',
  ),
  optional('word', text, 'only among `others`: tags with this word'),
  required('user', text, 'last USER: `root`, a name or a number'),
  ...idsFields,
  optional('has', listOf(record('user', idsFields)), 'users that an image which starts as root creates'),
  optional('drops', record('step down', dropsFields), 'how the entrypoint gives up root'),
  optional('fileVariables', listOf(text), 'each NAME for which the entrypoint reads NAME_FILE'),
  optional('ports', listOf(text), 'EXPOSE'),
  optional('volumes', listOf(text), 'VOLUME'),
];
const repositoryFields = [
  required('repo', text, 'GitHub owner/name of the Dockerfile'),
  optional('asOf', day, 'day of the newest commit that was read; without it the evidence is weaker'),
];
const userImageFields = [
  ...repositoryFields,
  required('rows', listOf(record('row', rowFields)), 'what its Dockerfiles say'),
];

const shape = (title: string, fields: readonly Field[]): Shape => ({ title, fields });

export const PRODUCT_FILE: KnowledgeFile = {
  name: 'end-of-life.json',
  form: record('file', [
    required('source', source, ''),
    required('products', byName(record('product', productFields)), ''),
  ]),
  shapes: [
    shape('`source`', [...sourceFields, licence]),
    shape('`products`, by the product’s name at endoflife.date', productFields),
    shape('a cycle', cycleFields),
  ],
  made: [
    'Take a snapshot of endoflife.date and read the YAML head of each file in `products/`.',
    'Keep the products that have a `pkg:docker` or `pkg:oci` identifier, the operating systems, and those that `mapped` names.',
    'Keep the fields below of each release.',
  ],
};

export const OFFICIAL_FILE: KnowledgeFile = {
  name: 'official-images.json',
  form: record('file', [
    required('source', listOf(source), ''),
    required('images', byName(record('image', imageFields)), ''),
    required('withdrawn', byName(record('withdrawn image', withdrawnFields)), ''),
  ]),
  shapes: [
    shape('`source`, a list: docker-library/official-images, then docker-library/docs', [...sourceFields, licence]),
    shape('`images`, by name', imageFields),
    shape('a group', groupFields),
    shape('a notice', noticeFields),
    shape('`withdrawn`, by name: images without a tag left', withdrawnFields),
  ],
  made: [
    'Take docker-library/official-images with its history, and read each file in `library/`: the first paragraph holds defaults, each further one is a group.',
    'Follow the first parents of the history: the day on which a tag is listed no more is the day of its end.',
    'A full version that its line’s next one replaced has not ended.',
    'From docker-library/docs take only which images have a `deprecated.md`, and since when.',
  ],
};

export const USER_FILE: KnowledgeFile = {
  name: 'default-users.json',
  form: record('file', [
    required('source', record('sources', [required('officialImages', record('source', sourceFields), '')]), ''),
    required('official', byName(record('image', userImageFields)), ''),
    required('others', byName(listOf(record('row', [...repositoryFields, ...rowFields]))), ''),
  ]),
  shapes: [
    shape('`source.officialImages`', sourceFields),
    shape('`official`, by name', userImageFields),
    shape('`others`, by familiar name: a list of rows, each with its repository', repositoryFields),
    shape('a row', rowFields),
    shape('`drops`', dropsFields),
  ],
  made: [
    'For each group of tags take its Dockerfile at the commit that official-images names; else in the same folder of the branch; else in the folder that differs in version numbers only.',
    'Follow FROM through stages and other official images, with ARG and ENV expanded. The last USER counts.',
    'Take ids from `useradd`, `adduser`, `groupadd` and `addgroup`.',
    'Read the entrypoint, and the scripts that it calls: `gosu`, `su-exec`, `setpriv`, `runuser`, `chroot --userspec`, `s6-setuidgid` or `su` behind an `exec` steps down, a call of `file_env` names a variable.',
    'For images that are not official read the Dockerfile in the project’s own repository.',
  ],
};
