/**
 * Options, settings and variables that make programs accept any TLS certificate. Sources: the programs' own manuals (curl 8, wget 1.25,
 * pip 25, npm 11, git 2.52, apt.conf(5), dnf.conf(5), helm 4, kubectl 1.37, aws-cli 2, skopeo, podman, conda, composer, bundler,
 * maven wagon; Microsoft, "Invoke-WebRequest", read 2026-11-30).
 */
import type { Switch } from '../shell/switches.ts';

const CURL_VALUED = 'AbcCdDeEFHKmoPQrtTuUwxXyYz';
const PACKAGE_MANAGERS = ['npm', 'yarn', 'pnpm'];
const RPM_TOOLS = ['yum', 'dnf', 'tdnf', 'microdnf', 'yum-config-manager', 'dnf-config-manager'];

export const TLS_SWITCHES: readonly Switch[] = [
  { programs: ['curl'], short: { letter: 'k', valued: CURL_VALUED }, flag: /^--(?:proxy-)?insecure$/ },
  { programs: ['wget', 'wget2', 'apk'], flag: /^--no-check-cert(?:ificate)?$/ },
  { programs: ['Invoke-WebRequest', 'Invoke-RestMethod'], flag: /^-SkipCertificateCheck(?::\$true)?$/i },
  { programs: ['aria2c'], flag: /^--check-certificate=false$/ },
  { programs: ['pip'], flag: /^--trusted-host$/, next: /./ },
  { programs: ['pip'], flag: /^--trusted-host=./ },
  { programs: ['pip'], line: /^config (?:.* )?set (?:.* )?\S+\.trusted-host / },
  { programs: ['uv', 'uvx'], flag: /^--(?:allow-insecure-host|trusted-host)$/, next: /./ },
  { programs: ['uv', 'uvx'], flag: /^--(?:allow-insecure-host|trusted-host)=./ },
  { programs: PACKAGE_MANAGERS, flag: /^--(?:strict-ssl=false|no-strict-ssl)$/ },
  { programs: PACKAGE_MANAGERS, flag: /^--strict-ssl$/, next: /^false$/ },
  {
    programs: PACKAGE_MANAGERS,
    line: /^(?:(?:config|c) )?set (?:-\S+ )*(?:strict-ssl|enableStrictSsl)[= ]false(?: |$)/,
  },
  { programs: ['git'], flag: /^-c$/, next: /^http\.(?:\S+\.)?sslverify=(?:false|0|no|off)$/i },
  { programs: ['git'], line: /^config (?:.* )?http\.(?:\S+\.)?sslverify (?:false|0|no|off)$/i },
  {
    programs: ['apt-get', 'apt', 'aptitude'],
    flag: /^(?:-o|--option)$/,
    next: /^Acquire::https::(?:\S+::)?Verify-(?:Peer|Host)=(?:false|0|no|off)$/i,
  },
  {
    programs: ['apt-get', 'apt', 'aptitude'],
    flag: /^(?:-o|--option=)Acquire::https::(?:\S+::)?Verify-(?:Peer|Host)=(?:false|0|no|off)$/i,
  },
  { programs: RPM_TOOLS, flag: /^--setopt=(?:\S+\.)?sslverify=(?:0|false|no|off)$/i },
  { programs: RPM_TOOLS, flag: /^--setopt$/, next: /^(?:\S+\.)?sslverify=(?:0|false|no|off)$/i },
  { programs: ['aws'], flag: /^--no-verify-ssl$/ },
  {
    programs: ['helm', 'kubectl', 'oc', 'argocd', 'istioctl'],
    flag: /^--(?:kube-)?insecure(?:-skip-tls-verify)?(?:=true)?$/,
  },
  { programs: ['podman', 'buildah', 'skopeo'], flag: /^--(?:src-|dest-)?tls-verify=(?:false|0)$/ },
  { programs: ['crane', 'oras', 'mc', 'cosign'], flag: /^--(?:insecure|allow-insecure-registry)(?:=true)?$/ },
  { programs: ['vault', 'nomad'], flag: /^--?tls-skip-verify(?:=true)?$/ },
  { programs: ['http', 'https'], flag: /^--verify=(?:no|false)$/ },
  { programs: ['hg'], flag: /^--insecure$/ },
  { programs: ['svn'], flag: /^--trust-server-cert$/ },
  { programs: ['go'], flag: /^-insecure$/ },
  { programs: ['ansible-galaxy'], flag: /^(?:-c|--ignore-certs)$/ },
  { programs: ['mvn', 'mvnw'], flag: /^-Dmaven\.wagon\.http\.ssl\.(?:insecure|allowall)=true$/ },
  { programs: ['conda', 'mamba', 'micromamba'], line: /^config (?:.* )?--set ssl_verify (?:false|no|0)$/i },
  { programs: ['composer'], line: /^config (?:.* )?(?:secure-http (?:false|0)|disable-tls (?:true|1))$/ },
  { programs: ['bundle', 'bundler'], line: /^config (?:.* )?ssl_verify_mode 0$/ },
  { programs: ['write'], file: /curlrc$/, text: /^\s*(?:--?)?(?:insecure|k)\b/m },
  { programs: ['write'], file: /wgetrc$/, text: /check[-_]certificate\s*=\s*off\b/i },
  {
    programs: ['write'],
    file: /(?:npmrc|yarnrc(?:\.yml)?)$/,
    text: /(?:strict-ssl|enableStrictSsl)"?\s*[=: ]\s*"?false\b/,
  },
  { programs: ['write'], file: /gitconfig$/, text: /sslverify\s*=\s*(?:false|0|no|off)\b/i },
  {
    programs: ['write'],
    file: /(?:(?:yum|dnf)\.conf|\.repo|\*)$/,
    text: /sslverify\s*=\s*(?:false|0|no|off)\b/i,
  },
  { programs: ['write'], file: /pip\.conf$/, text: /trusted-host\s*=/ },
  { programs: ['write'], file: /apt\.conf(?:\.d\/\S+)?$/, text: /Verify-(?:Peer|Host)"?\s+"?(?:false|0|no|off)\b/i },
  { programs: ['write'], file: /condarc$/, text: /ssl_verify:\s*(?:false|no|0)\b/i },
  { programs: ['write'], file: /gemrc$/, text: /:ssl_verify_mode:\s*0\b/ },
];

const off = /^(?:0|false|no|off)$/i;
const on = /^(?:1|t|true|yes|on)$/i;
const zero = /^0$/;
const filled = /./;
const empty = /^$/;

/** Variables and the values that switch verification off. npm ignores the case of its variables. */
const VARIABLES: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: zero,
  PYTHONHTTPSVERIFY: zero,
  // git 2 only checks whether it is set: `0`, `false` and an empty value switch verification off too.
  GIT_SSL_NO_VERIFY: /^/,
  NPM_CONFIG_STRICT_SSL: /^false$/i,
  YARN_STRICT_SSL: /^false$/i,
  YARN_ENABLE_STRICT_SSL: off,
  PIP_TRUSTED_HOST: filled,
  UV_INSECURE_HOST: filled,
  GOINSECURE: filled,
  GOFLAGS: /(?:^|\s)-insecure\b/,
  CONDA_SSL_VERIFY: off,
  MAMBA_SSL_VERIFY: off,
  BUNDLE_SSL_VERIFY_MODE: zero,
  // Of .NET: what decides about a certificate.
  ServerCertificateValidationCallback: /^\{\s*(?:return\s+)?\$true;?\s*\}$/i,
  CURL_CA_BUNDLE: empty,
  REQUESTS_CA_BUNDLE: empty,
  HELM_KUBEINSECURE_SKIP_TLS_VERIFY: on,
  VAULT_SKIP_VERIFY: on,
  NOMAD_SKIP_VERIFY: on,
  CONSUL_HTTP_SSL_VERIFY: off,
};

/** Whether a variable with this name and value makes programs accept any TLS certificate. */
export function disablesTlsVerification(name: string, value: string): boolean {
  const key = /^npm_config_/i.test(name) ? name.toUpperCase() : name;
  return Object.hasOwn(VARIABLES, key) && VARIABLES[key]!.test(value);
}
