/** Whether the name of a file, or of a folder above it, says that it is for production: others deploy it as it is. */
export const isForProduction = (path: string): boolean => /(?:^|[/._-])prod(?:uction)?(?:[/._-]|$)/i.test(path);
