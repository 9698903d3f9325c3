/** The server's state of a file, as the tests receive it. */
export interface FileStatus {
  uri: string;
  profile: string;
  config?: string;
  today: string;
  knowledge: string;
  unread?: { line: number; why: string };
  alsoReported?: { count: number; by: string[] };
}
