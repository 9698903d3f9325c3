/** Decides who completes the configuration, so that no suggestion is shown twice. */
import { extensions, type TextDocument } from 'vscode';
import { isNamed } from '../../server/src/core/files/file-kinds.ts';

/** An extension that completes YAML files by the schemas of other extensions, ours too. */
const YAML = 'redhat.vscode-yaml';

/** Whether another extension completes a document by the schema that ours contributes. */
export const isCompletedElsewhere = ({ uri }: TextDocument): boolean =>
  isNamed(uri.path, 'config') && extensions.getExtension(YAML)?.isActive === true;
