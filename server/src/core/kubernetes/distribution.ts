/**
 * The settings of the cluster's programs in the configuration of a K3s or RKE2 node: lists of flags, `kube-apiserver-arg: [anonymous-auth=true]`.
 * K3s adds flags of its own, so what is not written is not known. Sources: K3s, "Configuration Options" and "CIS Hardening
 * Guide"; RKE2, "Configuration Options"; read 2026-11-30.
 */
import type { Found } from '../yaml/lens.ts';
import { COMPONENTS, type Component, type ComponentSetting } from './component.ts';

/** The programs whose flags the configuration has. A `+` behind the key adds to the list of another file. */
export const distributionComponents = (root: Found): readonly Component[] =>
  COMPONENTS.flatMap((name): Component[] => {
    const lists = [`${name}-arg`, `${name}-arg+`].flatMap((key) => {
      const list = root.get(key);
      return list.at ? [{ key, list }] : [];
    });
    const [first] = lists;
    if (!first) return [];
    const settings = new Map<string, ComponentSetting>();
    for (const { key, list } of lists)
      for (const { text, at, node } of list.scalar ? [list] : list.items()) {
        const flag = /^(?:--)?([a-z][\w-]*)=([\s\S]*)$/i.exec(text ?? '');
        if (flag) settings.set(flag[1]!, { value: flag[2], at, node, shown: `${key}: ${flag[1]}` });
      }
    return [{ name, at: first.list.keyAt, complete: false, form: 'options', get: (flag) => settings.get(flag) }];
  });
