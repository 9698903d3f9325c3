import { changes } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';
import { setPath } from '../../yaml/edit/edit.ts';
import { lens } from '../../yaml/lens.ts';
import { isShared } from '../../yaml/walk.ts';

/**
 * Sources: docker/docs `engine/network/drivers/overlay.md`, "Encrypt traffic on an overlay network"; the description of CVE-2023-28840: encryption is
 * off by default, and authenticates the packets; docs.mirantis.com, "Enable ESP traffic"; all read
 * 2026-11-30.
 */
export default rule(
  {
    id: 'network/plain-overlay',
    title: 'Overlay network without encryption',
    why: 'An overlay network carries the traffic of containers between hosts as plain packets. An attacker on the network between two hosts reads what the containers say to each other, and can send packets to them.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['compose', 'exposure'],
    refs: { cisDocker: ['7.3'], nist800190: ['4.4.2'], cwe: ['CWE-319'] },
  },
  {
    *compose({ networks }, ctx) {
      if (!networks) return;
      for (const network of lens(networks).entries()) {
        const { map } = network;
        if (!map || network.get('driver').text !== 'overlay' || network.get('external').at) continue;
        const options = network.get('driver_opts');
        if (options.get('encrypted').at || options.hidden || options.more) continue;
        const unit = yamlOf(ctx);
        yield {
          at: network.get('driver').at ?? network.at,
          covers: network.at,
          message: `The overlay network \`${network.key}\` sends the traffic between hosts without encryption`,
          fixes:
            unit && !isShared(unit, map)
              ? fixIf(
                  'Encrypt it',
                  'review',
                  () => setPath(unit, map, ['driver_opts', 'encrypted'], ''),
                  [changes(['networks', network.key])],
                  [
                    'Let IP protocol 50 (ESP) through between the hosts: without it containers no longer reach those on other hosts',
                    'Containers on Windows hosts can no longer reach those on Linux',
                    'Measure the speed',
                    'Create the network again',
                  ],
                )
              : [],
        };
      }
    },
  },
);
