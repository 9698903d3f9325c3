/** Edits YAML and keeps its style: every function returns edits of `unit.text` and leaves the rest of the text unchanged. */

export { joined } from './parts.ts';
export { sameValue, type YamlInput } from './plain.ts';
export { deleteItem, deleteKey, isTooLong, type Removal } from './remove.ts';
export { setScalar } from './scalar.ts';
export { appendItem, type Placement, setKey, setPath } from './set.ts';
