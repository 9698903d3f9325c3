import { type Provider, setting, token } from './provider.ts';

const uuid = '%h{8}-%h{4}-%h{4}-%h{4}-%h{12}';
const fakeUuid = '<h8>-<h4>-<h4>-<h4>-<h12>';

/** Application platforms and hosted databases. */
export const hosting: readonly Provider[] = [
  token('digitalocean-pat', 'DigitalOcean access token', 'dop_v1_', 'dop_v1_%h{64}', 'dop_v1_<h64>'),
  token('digitalocean-oauth', 'DigitalOcean OAuth token', 'doo_v1_', 'doo_v1_%h{64}', 'doo_v1_<h64>'),
  token('digitalocean-refresh', 'DigitalOcean refresh token', 'dor_v1_', 'dor_v1_%h{64}', 'dor_v1_<h64>'),
  token('heroku-key', 'Heroku API key', 'hrku-', 'HRKU-%u{36,64}', 'HRKU-<u60>'),
  setting('heroku-uuid', 'Heroku API key', ['heroku'], uuid, `HEROKU_API_KEY=${fakeUuid}`, { confidence: 'medium' }),
  token('scalingo-token', 'Scalingo API token', 'tk-us-', 'tk-us-%u{48}', 'tk-us-<u48>'),
  token('netlify-token', 'Netlify access token', 'nfp_', 'nfp_%w{36,44}', 'nfp_<w36>'),
  setting('vercel-token', 'Vercel access token', ['vercel_token', 'vercel_api'], '%w{24}', 'VERCEL_TOKEN=<w24>'),
  token(
    'vercel-blob',
    'Vercel Blob token',
    'vercel_blob_rw_',
    'vercel_blob_rw_%w{12,20}_%w{28,40}',
    'vercel_blob_rw_<w16>_<w30>',
  ),
  token('render-key', 'Render API key', 'rnd_', 'rnd_%w{28,40}', 'rnd_<w28>'),
  token('fly-macaroon', 'Fly.io access token', 'fm2_', 'fm[12][ar]?_%b{60,300}={0,2}', 'fm2_<b120>', { extend: true }),
  token('fly-oauth', 'Fly.io access token', 'fo1_', 'fo1_%u{43}', 'fo1_<u43>'),
  token('supabase-pat', 'Supabase access token', 'sbp_', 'sbp_%h{40}', 'sbp_<h40>'),
  token('supabase-secret', 'Supabase secret key', 'sb_secret_', 'sb_secret_%u{30,40}', 'sb_secret_<u31>'),
  token('neon-key', 'Neon API key', 'napi_', 'napi_%l{60,70}', 'napi_<l64>'),
  token(
    'planetscale-token',
    'PlanetScale service token',
    'pscale_tkn_',
    'pscale_tkn_[A-Za-z0-9_.=-]{32,64}',
    'pscale_tkn_<u43>',
  ),
  token(
    'planetscale-password',
    'PlanetScale password',
    'pscale_pw_',
    'pscale_pw_[A-Za-z0-9_.=-]{32,64}',
    'pscale_pw_<u43>',
  ),
  token(
    'planetscale-oauth',
    'PlanetScale OAuth token',
    'pscale_oauth_',
    'pscale_oauth_[A-Za-z0-9_.=-]{32,64}',
    'pscale_oauth_<u43>',
  ),
  token('mongodb-atlas', 'MongoDB Atlas service account secret', 'mdb_sa_sk_', 'mdb_sa_sk_%u{40}', 'mdb_sa_sk_<u40>'),
  token('aiven-password', 'Aiven service password', 'avns_', 'AVNS_%u{19}', 'AVNS_<u19>'),
  token('aiven-token', 'Aiven access token', 'aivenv1', 'aivenv1%b{150,300}={0,2}', 'aivenv1<w200>', { extend: true }),
  token('databricks-token', 'Databricks access token', 'dapi', 'dapi%h{32}(?:-[0-9])?', ['dapi<h32>', 'dapi<h32>-2']),
  token('clickhouse-cloud', 'ClickHouse Cloud key', '4b1d', '4b1d%w{38}', '4b1d<w38>', {
    confidence: 'medium',
    entropy: 3.6,
  }),
  token('cockroach-cloud', 'CockroachDB Cloud key', 'ccdb1_', 'CCDB1_%w{22}_%w{40}', 'CCDB1_<w22>_<w40>'),
  token('astra-token', 'DataStax Astra token', 'astracs:', 'AstraCS:%w{24}:%h{64}', 'AstraCS:<w24>:<h64>'),
  token('tigris-secret', 'Tigris secret key', 'tsec_', 'tsec_[A-Za-z0-9_+/-]{40,80}', 'tsec_<b60>', {
    confidence: 'medium',
  }),
  token('xata-key', 'Xata API key', 'xau_', 'xau_%w{32,48}', 'xau_<w33>'),
  setting('influx-token', 'InfluxDB token', ['influx'], '%u{86}==', 'INFLUXDB_TOKEN=<u86>=='),
  setting(
    'algolia-admin',
    'Algolia admin key',
    ['algolia_admin', 'algolia_write', 'algolia_secret'],
    '%h{32}',
    'ALGOLIA_ADMIN_KEY=<h32>',
  ),
  token('mapbox-secret', 'Mapbox secret token', 'sk.eyj', 'sk\\.eyJ%u{60,120}\\.%u{20,24}', 'sk.eyJ<u80>.<u22>'),
  token('elastic-service', 'Elasticsearch token', 'essu_', 'essu_%b{40,120}={0,2}', 'essu_<b60>'),
  token(
    'convex-deploy',
    'Convex deploy key',
    'prod:',
    'prod:[a-z]{3,20}-[a-z]{3,20}-[0-9]{1,4}\\|(%b{60,300}={0,2})',
    'prod:happy-otter-12|<w80>',
  ),
];
