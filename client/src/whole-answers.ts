/**
 * Answers that were converted to their end. The client library stops converting diagnostics when a newer request cancels the old one,
 * shows the part that it has, and keeps the id of the whole. The server then answers `unchanged`, so that findings would be missing for good.
 */

/** The answer, or an error (`cancelled`) if `token` was cancelled meanwhile: the library then asks again. */
export async function wholeAnswer<T>(
  answer: PromiseLike<T> | T,
  token: { readonly isCancellationRequested: boolean },
  cancelled: () => Error,
): Promise<T> {
  const whole = await answer;
  if (token.isCancellationRequested) throw cancelled();
  return whole;
}
