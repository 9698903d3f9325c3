/** The text without the equal quotes around it; as it is without them. Escapes stay. */
export const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/s, '$2');
