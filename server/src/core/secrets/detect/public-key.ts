/** Keys that are public by their make: each page of the program sends them to the browser. */

/**
 * Values that their issuers mean for a page's source: a project's key of PostHog, a publishable key of Stripe and Paystack, a public token of Mapbox. Sources: posthog.com/docs/api,
 * "Public POST-only endpoints"; docs.stripe.com/keys; Paystack's `publicKey` of its SDKs; Mapbox, "mapbox-token-security"; read on 2026-11-30.
 */
const PUBLIC_VALUE =
  /^phc_[A-Za-z0-9]{32,60}$|^pk_(?:live|test)_[A-Za-z0-9]{16,250}$|^pk\.eyJ[\w-]{10,400}\.[\w-]{10,100}$/;

/**
 * Names of variables whose value a bundler writes into the page, and of Algolia's key that may only search. Sources, read on 2026-11-30: vitejs/vite, `docs/guide/env-and-mode.md`;
 * nextjs.org, "Environment Variables"; facebook/create-react-app, "Adding Custom Environment Variables"; nuxt.com, "Runtime Config"; docs.expo.dev, "Environment variables";
 * algolia.com, "Search-only API keys in web apps".
 */
const PUBLIC_NAME =
  /^(?:VITE|NEXT_PUBLIC|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC)_|(?:^|_)ALGOLIA_(?:\w+_)?SEARCH_(?:ONLY_)?(?:API_)?KEY$/;

/**
 * Whether the value of a variable is public anyway, so that nothing is gained by moving it. `what`: the kind of secret that the name announces. A password or a secret with such a name
 * is reported: its author may not know that it is sent to everyone.
 */
export const isPublicKey = (name: string, what: string, text: string): boolean =>
  PUBLIC_VALUE.test(text) ||
  (PUBLIC_NAME.test(name) && /^(?:token|(?:API|access|secret) key)$/.test(what) && !/SECRET|PRIVATE/.test(name));
