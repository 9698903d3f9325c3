/** Images whose program has a capability from its file, and runs as another user than root. `no_new_privs` takes such a capability away. */
import type { ImageReference } from '../reference.ts';
import type { Evidence } from './evidence.ts';
import { compareVersions, readTag } from './tag/tags.ts';

export interface FileCapability extends Evidence {
  readonly image: RegExp;
  /** Half-open, in versions of the image; absent: without that limit. A tag without a version may be any. */
  readonly from?: string;
  readonly before?: string;
  /** Without `CAP_`. */
  readonly capability: string;
  /** The program does not work without it. Else it depends on its configuration. */
  readonly isNeeded: boolean;
}

const INGRESS_NGINX =
  /^(?:(?:registry\.k8s\.io|k8s\.gcr\.io)\/ingress-nginx\/controller(?:-chroot)?|quay\.io\/kubernetes-ingress-controller\/nginx-ingress-controller(?:-\w+)?)$/;

const NGINX_INGRESS = /^(?:nginx|nginxinc)\/nginx-(?:plus-)?ingress$/;

const FILE_CAPABILITIES: readonly FileCapability[] = [
  {
    image: INGRESS_NGINX,
    from: '0.20',
    before: '0.49',
    capability: 'NET_BIND_SERVICE',
    isNeeded: true,
    source: 'https://github.com/kubernetes/ingress-nginx/issues/7445',
    asOf: '2021-08-05',
  },
  // From then on its init program has the capability too, so that it stays where the container has it. Changelog.md lists the change under 0.49.0.
  {
    image: INGRESS_NGINX,
    from: '0.49',
    capability: 'NET_BIND_SERVICE',
    isNeeded: false,
    source: 'https://github.com/kubernetes/ingress-nginx/pull/7449',
    asOf: '2021-08-06',
  },
  {
    image: NGINX_INGRESS,
    before: '3.1',
    capability: 'NET_BIND_SERVICE',
    isNeeded: true,
    source: 'https://github.com/nginx/kubernetes-ingress/issues/1933',
    asOf: '2022-09-14',
  },
  // 3.1.0 gives it to no file. From 3.1.1 on the controller has it and hands it to nginx.
  {
    image: NGINX_INGRESS,
    from: '3.1',
    capability: 'NET_BIND_SERVICE',
    isNeeded: false,
    source: 'https://github.com/nginx/kubernetes-ingress/pull/3816',
    asOf: '2023-04-26',
  },
  // Its entrypoint gives the file the capability, unless `SKIP_SETCAP` is set. From 2.0.1 on its build does (github.com/hashicorp/vault/issues/31919).
  {
    image: /^(?:hashicorp\/)?vault$/,
    from: '0.6.3',
    capability: 'IPC_LOCK',
    isNeeded: false,
    source: 'https://github.com/hashicorp/docker-vault/issues/17',
    asOf: '2016-12-31',
  },
];

/** The capability that the program of an image gets from its file; `undefined` when none is known. */
export function fileCapability(ref: ImageReference): FileCapability | undefined {
  const { version } = readTag(ref.tag);
  return FILE_CAPABILITIES.find(
    ({ image, from, before }) =>
      image.test(ref.familiar) &&
      (version === undefined ||
        ((from === undefined || compareVersions(version, from) >= 0) &&
          (before === undefined || compareVersions(version, before) < 0))),
  );
}
