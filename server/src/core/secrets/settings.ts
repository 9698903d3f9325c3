/** The configuration for secrets. */

export interface SecretSettings {
  readonly allow: SecretAllowance;
  readonly store: SecretStore;
}

/** Values declared not to be secrets. */
export interface SecretAllowance {
  /** Patterns of names of variables and keys, with `*` and `?`. Case is ignored. */
  readonly names: readonly string[];
  /** Hashes of values, as `valueHash` makes them. */
  readonly values: readonly string[];
  /** Patterns of paths (see `pathMatcher`), relative to `base`. */
  readonly paths: readonly string[];
  /** Folder of the configuration file that holds `paths`, relative to the workspace root; '' for the root. */
  readonly base: string;
}

/** The source of a cluster's Secrets: decides what a fix writes in place of a literal. */
export interface SecretStore {
  readonly manifests: (typeof MANIFESTS)[number];
  /** The store behind an ExternalSecret. */
  readonly provider: (typeof PROVIDERS)[number];
  /** `metadata.name` of the SecretStore. */
  readonly name: string;
  readonly kind: (typeof STORE_KINDS)[number];
}

/**
 * `kubernetes`: a Secret without values; `external-secrets`: an ExternalSecret; `sealed-secrets`: a SealedSecret that `kubeseal`
 * fills.
 */
export const MANIFESTS = ['kubernetes', 'external-secrets', 'sealed-secrets'] as const;
export const PROVIDERS = ['vault', 'aws', 'gcp', 'azure'] as const;
export const STORE_KINDS = ['ClusterSecretStore', 'SecretStore'] as const;

/** The defaults. */
export const defaultSecrets: SecretSettings = {
  allow: { names: [], values: [], paths: [], base: '' },
  store: { manifests: 'kubernetes', provider: 'vault', name: 'secret-store', kind: 'ClusterSecretStore' },
};
