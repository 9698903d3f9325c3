import { secretName } from './names.ts';

/** Whether a name announces a secret. */
export const namesSecret = (name: string): boolean => secretName(name) !== undefined;
