/** Hosts of URLs: private or public. */

/** Scheme, host (without brackets) and port of a URL. `host` is undefined when it is not literal. */
export function addressOf(
  url: string,
): { scheme: string; host: string | undefined; port: string | undefined } | undefined {
  const found = /^([a-z][a-z\d+.-]*):\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?/i.exec(url);
  if (!found) return undefined;
  const host = (found[2] ?? '').replace(/^\[|\]$/g, '').toLowerCase();
  return {
    scheme: found[1]!.toLowerCase(),
    host: host === '' || /[$%{}]/.test(host) ? undefined : host,
    port: found[3],
  };
}

/** `acme/shop` of the URL of a file in a repository of GitHub, in lower case. */
export function repositoryAt(url: string): string | undefined {
  const found = /^https:\/\/(?:raw\.githubusercontent\.com|github\.com)\/([\w.-]{1,100}\/[\w.-]{1,100})\//i.exec(url);
  return found?.[1]?.toLowerCase();
}

/** Whether the host is a package archive that has only HTTP. Its packages are signed. */
export const isHttpOnlyArchive = (host: string): boolean =>
  /^(?:[a-z]{2}\.)?(?:archive|security|ports|old-releases|ddebs)\.ubuntu\.com$/.test(host);

/** Whether the host is a public one that is known to answer over HTTPS. */
export const hasHttps = (host: string): boolean =>
  /^(?:(?:[\w-]+\.)*(?:github|gitlab|bitbucket|google|googleapis|amazonaws|docker|ubuntu|microsoft|sourceforge)\.(?:com|org|net)|(?:[\w-]+\.)*(?:githubusercontent\.com|apache\.org|gnu\.org|kernel\.org|debian\.org|fedoraproject\.org|centos\.org|python\.org|pypi\.org|nodejs\.org|npmjs\.org|maven\.org|rubygems\.org|golang\.org|php\.net|jenkins\.io|k8s\.io))$/i.test(
    host,
  );

/**
 * Whether a host is this machine or on a private network: loopback, RFC 1918, link-local, unique local IPv6, a name without a dot, or a
 * name reserved for private use (RFC 6761, RFC 6762, RFC 8375, RFC 9476, and names that organisations use by convention).
 */
export function isPrivateHost(host: string): boolean {
  if (host.includes(':')) return /^(?:::1?$|f[cd]|fe[89ab])/i.test(host);
  if (/^(?:127|10|0)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(host)) return /^[\d.]+$/.test(host);
  return (
    !host.includes('.') ||
    /\.(?:localhost|local|internal|intranet|lan|home|corp|private|test|invalid|svc|cluster\.local|home\.arpa|localdomain)$/.test(
      host,
    )
  );
}

/** Whether an address to listen on means every interface: none (''), `0.0.0.0`, `::` and other spellings. */
export const isEveryInterface = (address: string): boolean =>
  address === '' || /^(?:0\.0\.0\.0|\*|0|::|0:0:0:0:0:0:0:0)$/.test(address);
