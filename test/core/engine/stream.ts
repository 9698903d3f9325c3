/** Streams of Kubernetes manifests for measuring. */

/** A Deployment with its own name and labels. */
const deployment = (n: number): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-${n}
  namespace: shop
spec:
  selector: {matchLabels: {app: shop-${n}}}
  template:
    metadata:
      labels: {app: shop-${n}}
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop/web:1.${n}
          env:
            - name: LOG_LEVEL
              value: info
`;

export const deployments = (count: number): string => stream(count, deployment);

export const pods = (count: number): string =>
  stream(
    count,
    (n) => `apiVersion: v1\nkind: Pod\nmetadata: {name: pod-${n}}\nspec:\n  containers: [{name: a, image: nginx}]\n`,
  );

const stream = (count: number, document: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => document(n)).join('---\n');

/** The text with `added` after the first `mark` of its second third. */
export function typed(text: string, mark: string, added: string): string {
  const found = text.indexOf(mark, Math.floor(text.length / 3));
  if (found < 0) throw new Error(`no ${mark} to type behind`);
  const at = found + mark.length;
  return text.slice(0, at) + added + text.slice(at);
}
