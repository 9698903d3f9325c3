/** The parts of the SARIF 2.1.0 schema that our logs use, checked by hand: required properties, types, closed sets, no unknown names. */

type Json = unknown;
type Check = (value: Json, at: string) => string[];

const object =
  (required: readonly string[], properties: Readonly<Record<string, Check>>, open = false): Check =>
  (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: not an object`];
    const faults = required.filter((name) => !(name in value)).map((name) => `${at}: no ${name}`);
    for (const [name, member] of Object.entries(value)) {
      const check = properties[name];
      if (check) faults.push(...check(member, `${at}.${name}`));
      else if (!open) faults.push(`${at}: unknown ${name}`);
    }
    return faults;
  };
const array =
  (of: Check): Check =>
  (value, at) =>
    Array.isArray(value) ? value.flatMap((v, i) => of(v, `${at}[${i}]`)) : [`${at}: not an array`];
const text =
  (pattern: RegExp): Check =>
  (value, at) =>
    typeof value === 'string' && pattern.test(value) ? [] : [`${at}: ${JSON.stringify(value)} is not ${pattern}`];
const whole =
  (least: number): Check =>
  (value, at) =>
    Number.isInteger(value) && (value as number) >= least ? [] : [`${at}: not an integer from ${least}`];
const any: Check = () => [];
const words = text(/\S/);
const flag: Check = (value, at) => (typeof value === 'boolean' ? [] : [`${at}: not a boolean`]);

const level = text(/^(none|note|warning|error)$/);
const message = object(['text'], { text: words, markdown: words });
/** RFC 3986: no spaces, no raw non-ASCII characters, percent signs only as escapes. */
const uri = text(/^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/);
const region: Check = (value, at) => {
  const faults = object(['startLine'], {
    startLine: whole(1),
    startColumn: whole(1),
    endLine: whole(1),
    endColumn: whole(1),
  })(value, at);
  const r = value as Record<string, number>;
  if ((r.endLine ?? r.startLine!) < r.startLine!) faults.push(`${at}: ends before it starts`);
  return faults;
};
const artifactLocation = object(['uri'], { uri, uriBaseId: words });
const physicalLocation = object(['artifactLocation'], { artifactLocation, region });
const location = object([], { id: whole(0), physicalLocation, message });
const relationship = object(['target'], {
  target: object(['id', 'toolComponent'], { id: words, toolComponent: object(['name'], { name: words }) }),
  kinds: array(
    text(/^(canPrecede|canFollow|willPrecede|willFollow|superset|subset|equal|disjoint|relevant|incomparable)$/),
  ),
});
const rule = object(['id'], {
  id: words,
  name: words,
  shortDescription: message,
  fullDescription: message,
  help: message,
  helpUri: uri,
  defaultConfiguration: object([], { level }),
  relationships: array(relationship),
  properties: any,
});
const result = object(['message'], {
  ruleId: words,
  ruleIndex: whole(0),
  level,
  message,
  locations: array(location),
  relatedLocations: array(location),
  partialFingerprints: object([], {}, true),
  properties: any,
});
const notification = object(['message'], { level, message, locations: array(location) });
const run = object(['tool'], {
  tool: object(['driver'], {
    driver: object(['name'], {
      name: words,
      semanticVersion: text(/^\d+\.\d+\.\d+/),
      version: words,
      informationUri: uri,
      rules: array(rule),
    }),
  }),
  taxonomies: array(
    object(['name'], { name: words, isComprehensive: flag, taxa: array(object(['id'], { id: words })) }),
  ),
  columnKind: text(/^utf16CodeUnits$/),
  originalUriBaseIds: object([], {}, true),
  invocations: array(
    object(['executionSuccessful'], {
      executionSuccessful: flag,
      toolExecutionNotifications: array(notification),
      properties: object([], { tags: array(words) }, true),
    }),
  ),
  results: array(result),
});
const log = object(['version', 'runs'], { $schema: uri, version: text(/^2\.1\.0$/), runs: array(run) });

/** What is wrong with a SARIF log, each with its path; also that rule indexes point at their rules and base ids exist. */
export function sarifFaults(value: Json): string[] {
  const faults = log(value, 'log');
  if (faults.length > 0) return faults;
  for (const r of (value as { runs: Run[] }).runs) {
    const taxa = new Set(r.taxonomies.flatMap((t) => t.taxa.map(({ id }) => `${t.name} ${id}`)));
    for (const own of r.tool.driver.rules) {
      for (const { target } of own.relationships)
        if (!taxa.has(`${target.toolComponent.name} ${target.id}`)) faults.push(`${own.id}: no taxon ${target.id}`);
    }
    for (const [i, found] of r.results.entries()) {
      if (r.tool.driver.rules[found.ruleIndex]?.id !== found.ruleId) faults.push(`results[${i}]: ruleIndex is wrong`);
      for (const l of found.locations) {
        const { uri: place, uriBaseId } = l.physicalLocation.artifactLocation;
        const absolute = /^[a-z][a-z0-9+.-]*:/i.test(place);
        if (!absolute && place.startsWith('/')) faults.push(`results[${i}]: ${place} is neither relative nor absolute`);
        if (!absolute && !(uriBaseId in r.originalUriBaseIds)) faults.push(`results[${i}]: unknown base ${uriBaseId}`);
        if (absolute && uriBaseId !== undefined) faults.push(`results[${i}]: an absolute address with a base`);
      }
    }
  }
  return faults;
}

interface Target {
  readonly id: string;
  readonly toolComponent: { readonly name: string };
}

interface Run {
  readonly tool: {
    readonly driver: {
      readonly rules: readonly {
        readonly id: string;
        readonly relationships: readonly { readonly target: Target }[];
      }[];
    };
  };
  readonly taxonomies: readonly { readonly name: string; readonly taxa: readonly { readonly id: string }[] }[];
  readonly originalUriBaseIds: object;
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly locations: readonly {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string } };
    }[];
  }[];
}
