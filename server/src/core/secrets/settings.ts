/** The part of the configuration that is about secrets. */

export interface SecretSettings {
  readonly allow: SecretAllowance;
  readonly store: SecretStore;
}

/** What is known not to be a secret. */
export interface SecretAllowance {
  /** Patterns of names of variables and keys: `*` and `?`, capitals or not. */
  readonly names: readonly string[];
  /** Hashes of values, as `valueHash` makes them. */
  readonly values: readonly string[];
  /** Patterns of paths (see `pathMatcher`), relative to `base`. */
  readonly paths: readonly string[];
  /** Folder of the configuration file that holds `paths`, relative to the workspace root; '' for the root. */
  readonly base: string;
}

/** Where the values of a cluster's Secrets come from: what a fix writes in the place of a literal. */
export interface SecretStore {
  readonly manifests: (typeof MANIFESTS)[number];
  /** What an ExternalSecret reads from. */
  readonly provider: (typeof PROVIDERS)[number];
  /** `metadata.name` of the SecretStore. */
  readonly name: string;
  readonly kind: (typeof STORE_KINDS)[number];
}

/** `kubernetes`: a Secret without values, `external-secrets`: an ExternalSecret, `sealed-secrets`: a SealedSecret to be filled by `kubeseal`. */
export const MANIFESTS = ['kubernetes', 'external-secrets', 'sealed-secrets'] as const;
export const PROVIDERS = ['vault', 'aws', 'gcp', 'azure'] as const;
export const STORE_KINDS = ['ClusterSecretStore', 'SecretStore'] as const;

/** What holds where nothing is configured. */
export const defaultSecrets: SecretSettings = {
  allow: { names: [], values: [], paths: [], base: '' },
  store: { manifests: 'kubernetes', provider: 'vault', name: 'secret-store', kind: 'ClusterSecretStore' },
};
