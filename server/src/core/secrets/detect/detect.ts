/** The public face of the secret detectors: names, values, texts, command lines. They know no rules and no file formats. */
export { detectAssignment } from './assignment.ts';
export { base64Text } from './base64.ts';
export { detectInCommand, type WordHit } from './command.ts';
export type { Confidence, SecretHit } from './hit.ts';
export { secretName } from './names.ts';
export { notASecret } from './placeholder.ts';
export { detectInText } from './scan.ts';
export { isWeakDefault } from './weak.ts';
