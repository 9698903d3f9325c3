/** Keys that every visitor of a page gets are no secrets, and their secret siblings are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectAssignment } from '../../../../server/src/core/secrets/detect/detect.ts';
import { write as fake } from '../../../support/secrets-fake.ts';

const RANDOM = fake('<w32>');

for (const [name, value] of [
  ['POSTHOG_API_KEY', fake('phc_<w43>')],
  ['VITE_APP_POSTHOG_API_KEY', fake('phc_<w43>')],
  ['STRIPE_API_KEY', fake('pk_live_<w24>')],
  ['STRIPE_API_KEY', fake('pk_test_<w99>')],
  ['MAPBOX_ACCESS_TOKEN', fake('pk.eyJ<w60>.<w22>')],
  ['VITE_API_KEY', RANDOM],
  ['NEXT_PUBLIC_MAPS_API_KEY', RANDOM],
  ['REACT_APP_API_TOKEN', RANDOM],
  ['NUXT_PUBLIC_ACCESS_KEY', RANDOM],
  ['EXPO_PUBLIC_APP_KEY', RANDOM],
  ['ALGOLIA_SEARCH_API_KEY', fake('<h32>')],
  ['SITE_ALGOLIA_SEARCH_ONLY_API_KEY', fake('<h32>')],
] as const)
  test(`public: ${name}`, () => assert.equal(detectAssignment(name, value), undefined));

for (const [name, value] of [
  ['POSTHOG_API_KEY', fake('phx_<w43>')],
  ['NEXT_PUBLIC_STRIPE_KEY', fake('sk_live_<w24>')],
  ['MAPBOX_ACCESS_TOKEN', fake('sk.eyJ<w60>.<w22>')],
  ['VITE_DB_PASSWORD', RANDOM],
  ['NEXT_PUBLIC_API_SECRET', RANDOM],
  ['NEXT_PUBLIC_SECRET_KEY', RANDOM],
  ['ALGOLIA_ADMIN_API_KEY', fake('<h32>')],
  ['ALGOLIA_API_KEY', fake('<h32>')],
  ['INVITE_API_KEY', RANDOM],
  ['API_KEY', RANDOM],
] as const)
  test(`secret: ${name}`, () => assert.ok(detectAssignment(name, value)));
