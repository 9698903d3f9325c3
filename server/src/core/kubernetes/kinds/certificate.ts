/** Certificate, cert-manager.io/v1: what cert-manager has signed and keeps in a Secret. Source: API reference of cert-manager v1, CertificateSpec, read 2026-11-30. */
import type { Span } from '../../text/span.ts';
import type { Setting } from '../../yaml/setting.ts';
import type { TextList } from '../kind/fields.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface CertificateObject extends TypedObject {
  readonly dnsNames: TextList;
  readonly commonName: Setting<string>;
  /** It signs other certificates. */
  readonly isCA: Setting<boolean>;
}

export interface CertificateFacts {
  readonly kind: 'certificate';
  readonly name: string;
  /** The names that it is valid for, which may begin with `*.`; `undefined` when some of them are not known. */
  readonly names: readonly string[] | undefined;
  readonly isCA: boolean;
  readonly at: Span;
}

export default kind({
  name: 'Certificate',
  kinds: ['Certificate'],
  groups: ['cert-manager.io'],
  read: (fields, object): CertificateObject => ({
    object,
    dnsNames: fields.texts('spec', 'dnsNames'),
    commonName: fields.text('spec', 'commonName'),
    isCA: fields.boolean('spec', 'isCA'),
  }),
  facts: ({ object, dnsNames, commonName, isCA }): readonly CertificateFacts[] => [
    {
      kind: 'certificate',
      name: object.name,
      names:
        dnsNames.unknown || commonName.unknown
          ? undefined
          : [...dnsNames.items.map(({ text }) => text), ...(commonName.value === undefined ? [] : [commonName.value])],
      isCA: isCA.value === true,
      at: object.nameSpan,
    },
  ],
});
