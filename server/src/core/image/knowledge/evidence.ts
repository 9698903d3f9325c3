/** Where a fact that is kept by hand was read. The generated tables name their sources in `data/sources.generated.ts`. */
export interface Evidence {
  /** A file (`github.com/owner/name path @commit`) or an address that says it. */
  readonly source: string;
  /** ISO day of that state, or of the day on which it was read. */
  readonly asOf: string;
}
