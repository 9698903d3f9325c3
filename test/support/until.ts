/** Waiting for a condition. */

/** Waits until `holds`; throws after five seconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 5000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 5)))
    if (Date.now() > end) throw new Error(`waited for ${what}`);
}
