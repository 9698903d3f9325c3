import type { ImageUse } from '../domain/image-use.ts';

/** Whether the container is a test of a chart, which runs only at `helm test`. Source: Helm, "Chart Tests". */
export function isHelmTest({ container }: Pick<ImageUse, 'container'>): boolean {
  if (container?.origin !== 'kubernetes') return false;
  const hook = container.owner.object.lens.get('metadata', 'annotations', 'helm.sh/hook').text ?? '';
  return hook.split(',').some((event) => /^\s*test(?:-success|-failure)?\s*$/.test(event));
}
