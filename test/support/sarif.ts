/** Validates SARIF logs with the official schema, and checks what it cannot say. */
import { readFileSync } from 'node:fs';
import { faultsBy } from './json-schema.ts';

function compiled(): (value: unknown) => string[] {
  const path = 'test/support/sarif-schema/sarif-schema-2.1.0.json';
  // The schema is written for draft 4, in which it uses nothing that draft 7 reads in another way but the name of its id.
  const { id, $schema, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  return faultsBy(schema);
}
let validate: ReturnType<typeof compiled> | undefined;

/** What is wrong with a SARIF log, each with its path; also that rule indexes point at their rules and base ids exist. */
export function sarifFaults(value: unknown): string[] {
  validate ??= compiled();
  const faults = validate(value);
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
