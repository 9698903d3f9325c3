import { sensitiveBehind } from '../../checks/service-images.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import { clusterOnlyFix } from '../../fixes/cluster-only.ts';
import { isPrivateHost } from '../../network/hosts.ts';
import { rule } from '../../rule/rule.ts';

/**
 * Annotations that keep a load balancer inside of the cloud's private network, with the values that do. Sources: AWS Load Balancer Controller,
 * "Service annotations"; Google Cloud, "Internal passthrough Network Load Balancer"; Azure, "Internal load balancer"; OpenStack, DigitalOcean, Alibaba
 * Cloud, Oracle Cloud and Hetzner, their cloud controller managers; read 2026-11-29.
 */
const INTERNAL: readonly (readonly [string, RegExp])[] = [
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /^(?:true|0\.0\.0\.0\/0)$/],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', /^internal$/],
  ['networking.gke.io/load-balancer-type', /^internal$/i],
  ['cloud.google.com/load-balancer-type', /^internal$/i],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', /^true$/],
  ['service.beta.kubernetes.io/openstack-internal-load-balancer', /^true$/],
  ['service.beta.kubernetes.io/do-loadbalancer-network', /^internal$/i],
  ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', /^intranet$/],
  ['service.beta.kubernetes.io/oci-load-balancer-internal', /^true$/],
  ['load-balancer.hetzner.cloud/disable-public-network', /^true$/],
];
/**
 * Annotations that choose the addresses, beside `spec.loadBalancerIP`. Sources, read 2026-12-01: Cilium, `Documentation/network/lb-ipam.rst` (before
 * 1.15 `io.cilium/lb-ipam-ips`); MetalLB, `AnnotationLoadBalancerIPs` of its controller; kube-vip, `LoadbalancerIPAnnotation` of `pkg/kubevip`.
 */
const ADDRESSES = [
  'lbipam.cilium.io/ips',
  'io.cilium/lb-ipam-ips',
  'metallb.io/loadBalancerIPs',
  'metallb.universe.tf/loadBalancerIPs',
  'kube-vip.io/loadbalancerIPs',
];
const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

export default rule(
  {
    id: 'network/public-load-balancer',
    title: 'Load balancer open to the internet',
    why: 'On most clouds a Service of type LoadBalancer gets a public address, and everyone may connect. Databases and administration ports there are found by scanners within minutes; a weak password or one flaw is enough.',
    severity: 'info',
    confidence: 'medium',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: {
      cwe: ['CWE-668'],
      nist800190: ['4.4.2'],
      'kube-linter': ['~exposed-services'],
      kics: ['~26763a1c-5dda-4772-b507-5fca7fb5f165'],
      kyverno: ['~no-loadbalancer-service'],
      gatekeeper: ['~K8sBlockLoadBalancer'],
    },
  },
  {
    *'object:Service'(service, ctx) {
      const { object, type, ports } = service;
      if (type.value !== 'LoadBalancer' || !type.at || object.partial) return;
      const annotations = object.lens.get('metadata', 'annotations');
      if (annotations.map === undefined && !annotations.absent) return;
      const chosen = [object.lens.get('spec', 'loadBalancerIP'), ...ADDRESSES.map((key) => annotations.get(key))];
      // An address that is not known may be private too.
      if (chosen.some((one) => !one.absent && areInternal(one.text))) return;
      if (INTERNAL.some(([key, value]) => value.test(annotations.get(key).text ?? ''))) return;
      if (!annotations.get(RANGES).absent || !object.lens.get('spec', 'loadBalancerSourceRanges').absent) return;
      // A class of its own, such as MetalLB or Tailscale, decides by itself.
      if (!object.lens.get('spec', 'loadBalancerClass').absent) return;
      const risky = ports.flatMap((one) => {
        const name = sensitiveBehind(service, one, ctx.workspace);
        return name ? [`\`${one.port}\` (${name})`] : [];
      });
      yield {
        at: type.at,
        ...(risky.length > 0 ? { severity: 'warning' as const, profile: 'default' as const } : {}),
        message: `${ObjectName(object)} is open to every address${risky.length > 0 ? ` on port ${risky.join(', ')}` : ''}`,
        fixes: () =>
          clusterOnlyFix(
            service,
            ctx,
            'Clients outside of the cluster lose it: for them keep the type, and name their addresses in `loadBalancerSourceRanges` or make the load balancer internal',
          ),
      };
    },
  },
);

/** Whether all of the addresses, separated by commas, are private ones, or not known. */
const areInternal = (addresses: string | undefined): boolean =>
  addresses === undefined ||
  (addresses !== '' &&
    addresses.split(',').every((one) => !/^[\d.]+$|:/.test(one.trim()) || isPrivateHost(one.trim())));
