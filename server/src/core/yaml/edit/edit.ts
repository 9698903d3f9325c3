/** The style-keeping editor: every function gives the edits against `unit.text` and never prints anything anew that may stay. */

export { joined } from './parts.ts';
export { sameValue, type YamlInput } from './plain.ts';
export { deleteItem, deleteKey, type Removal } from './remove.ts';
export { setScalar } from './scalar.ts';
export { appendItem, type Placement, setKey, setPath } from './set.ts';
