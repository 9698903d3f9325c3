/** Whether a client that verifies its server will accept it: the certificate of a server in the cluster needs an authority that the client knows. */
import type { KubernetesObject } from '../domain/kubernetes.ts';
import { asScalar, type YamlEntry } from '../yaml/node.ts';

/** Keys beside a field that switches verification off which name the authority of the server. Sources: those of `network/unverified-server`. */
const AUTHORITY =
  /^(?:rootCAs(?:Secrets)?|ca|ca_?file|ca_?cert(?:ificates?)?|caBundle|certificate-authority(?:-data)?|credentialName)$/i;
/** cert-manager writes the authority into the object. Source: cert-manager.io, "CA Injector", 2026-11-30. */
const INJECTED = /^cert-manager\.io\/inject-(?:ca-from(?:-secret)?|apiserver-ca)$/;
const AUTHORITY_FLAG = /^--(?:kubelet-certificate-authority|certificate-authority|provider-ca-file)(?:=|$)/;
/**
 * A server in the cluster has no certificate that everybody trusts, so a fix there needs the authority. "By default the kubelet serving certificate
 * deployed by kubeadm is self-signed": kubernetes.io, "Certificate Management with kubeadm", 2026-11-30.
 */
const INSIDE = /\.(?:svc|local|internal|lan)(?![\w-])/i;
/** A server outside of the cluster, whose certificate may be one that everybody trusts. */
const OUTSIDE = /^https:\/\/(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:\/|$)/i;
const CHECK =
  'Name the authority that signed its certificate, if that is not a public one: the client refuses it otherwise';

/**
 * The notes for a fix of a field with the entries of its map; `undefined` where nothing says that the client will accept the server. `names`: those of which
 * the client asks the certificate for one, empty if it asks for the name that it calls.
 */
export function notesOfField(
  object: KubernetesObject,
  beside: readonly YamlEntry[],
  names: readonly string[],
): readonly string[] | undefined {
  const annotations = object.lens.get('metadata', 'annotations').map?.entries ?? [];
  const shown = names.map((name) => `\`${name}\``).join(' or ');
  const name = shown === '' ? 'the name that it calls' : `the name ${shown}`;
  if (beside.some(namesAuthority) || annotations.some(({ key }) => INJECTED.test(key))) return [ofAuthority(name)];
  if (!beside.some((one) => isOutside(asScalar(one.value)?.text ?? ''))) return undefined;
  return shown === '' ? [CHECK] : [CHECK, `Check that the certificate has ${name}`];
}

const ofAuthority = (name: string): string =>
  `See that the server has a certificate of the authority that the client knows, with ${name}: it refuses the server otherwise`;

/** The notes for a fix that removes a flag from the words of a command; `undefined` as above. */
export function notesOfFlag(flag: string, words: readonly string[]): readonly string[] | undefined {
  if (words.some((word) => AUTHORITY_FLAG.test(word))) return [ofAuthority('the name that it calls')];
  return flag.includes('kubelet') || words.some((word) => INSIDE.test(word)) ? undefined : [CHECK];
}

/** Whether an entry names the authority of the server. The cluster's own one signs the API server and by default no kubelet. */
const namesAuthority = ({ key, value }: YamlEntry): boolean =>
  AUTHORITY.test(key) && value !== undefined && !/serviceaccount\/ca\.crt$/.test(asScalar(value)?.text ?? '');

const isOutside = (text: string): boolean => OUTSIDE.test(text) && !INSIDE.test(text);
