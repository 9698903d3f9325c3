import { podsDo } from '../../checks/shown-name.ts';
import { isStaticPod } from '../../checks/static-pod.ts';
import type { Workload } from '../../domain/kubernetes.ts';
import { sets } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { type Context, rule } from '../../rule/rule.ts';
import type { TextEdit } from '../../text/span.ts';
import { whyCallsApiServer } from '../../workspace/calls-api-server.ts';
import { setKey } from '../../yaml/edit/edit.ts';
import { isShared } from '../../yaml/walk.ts';

const KEY = 'automountServiceAccountToken';

export default rule(
  {
    id: 'privilege/automounted-token',
    title: 'API token mounted',
    why: 'Every pod gets a token for the Kubernetes API unless it opts out. An attacker who can read one file through a flaw in the program calls the API server with that token, and does whatever the service account may do.',
    severity: 'info',
    confidence: 'medium',
    profile: 'strict',
    fix: 'review',
    setting: 'serviceAccountToken',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege', 'credentials'],
    refs: {
      cisKubernetes: ['5.1.6'],
      nist800190: ['4.3.1'],
      trivy: ['~KSV-0036'],
      checkov: ['CKV_K8S_38'],
      polaris: ['automountServiceAccountToken'],
      kubescape: ['~C-0034', 'C-0190', 'C-0261', '~automount-service-account', 'serviceaccount-token-mount'],
      kyverno: ['restrict-automount-sa-token', 'disable-automountserviceaccounttoken'],
      gatekeeper: ['K8sPSPAutomountServiceAccountTokenPod'],
      kics: ['48471392-d4d0-47c0-b135-cdec95eb3eef'],
      'sonar-iac': ['S6865'],
      kubesec: ['AutomountServiceAccountToken'],
    },
  },
  {
    *workload(workload, ctx) {
      const { object, serviceAccountName, automountServiceAccountToken: setting } = workload;
      if (setting.value === false || setting.unknown || serviceAccountName.unknown) return;
      const account = serviceAccountName.value ?? 'default';
      const stated = setting.value === true && setting.at;
      if (!stated && (object.fragment || isStaticPod(workload) || accountOptsOut(ctx, workload, account))) return;
      yield {
        at: stated || object.nameSpan,
        // A pod that names an account usually needs the API.
        ...(account === 'default' ? {} : { profile: 'audit' }),
        message: `${podsDo(object, 'get', 'gets')} the API token of the account \`${account}\``,
        fixes: () =>
          usesToken(ctx, workload)
            ? []
            : fixIf(`Set \`${KEY}: false\``, 'review', () => disableToken(ctx, workload), [sets(workload, KEY)]),
      };
    },
  },
);

/** Whether this account, defined anywhere in the workspace, sets `automountServiceAccountToken: false`. */
const accountOptsOut = (ctx: Context, { object }: Workload, account: string): boolean =>
  ctx.workspace
    .of('service-account', account)
    .some(({ fact }) => fact.automount === false && mayShareNamespace(fact.namespace, object.namespace));

/** A missing namespace may be any namespace. */
const mayShareNamespace = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;

/** Whether the pods call the API server, as far as the workspace shows: they need the token. Only fixes may ask. */
const usesToken = ({ unit, workspace }: Context, { object }: Workload): boolean =>
  workspace
    .of('workload')
    .some(
      ({ fact, place }) =>
        place.unit.path === unit.path &&
        fact.type === object.kind &&
        fact.name === object.name &&
        whyCallsApiServer(fact, workspace) !== undefined,
    );

function disableToken(ctx: Context, workload: Workload): TextEdit[] {
  const unit = yamlOf(ctx);
  if (!unit || isShared(unit, workload.podSpec)) return [];
  return setKey(unit, workload.podSpec, KEY, false, {
    after: ['serviceAccountName', 'serviceAccount'],
    before: ['securityContext', 'initContainers', 'containers'],
  });
}
