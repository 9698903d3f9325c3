import { type Provider, setting, token } from './provider.ts';

/** Office, design, content, advertising, and the rest of software as a service. */
export const services: readonly Provider[] = [
  token('linear-key', 'Linear API key', 'lin_api_', 'lin_api_%w{40}', 'lin_api_<w40>'),
  token('linear-oauth', 'Linear OAuth token', 'lin_oauth_', 'lin_oauth_%h{64}', 'lin_oauth_<h64>'),
  token('notion-token', 'Notion integration token', 'ntn_', 'ntn_[0-9]{10,12}%w{34,36}', 'ntn_<d11><w35>'),
  token('notion-legacy', 'Notion integration token', 'secret_', 'secret_%w{43}', 'secret_<w43>', {
    entropy: 3.6,
    not: ['secret_<a43>'],
  }),
  token('airtable-token', 'Airtable personal access token', 'pat', 'pat%w{14}\\.%h{64}', 'pat<w14>.<h64>'),
  token('figma-token', 'Figma access token', 'figd_', 'figd_%u{40,50}', 'figd_<u40>'),
  token(
    'hubspot-token',
    'HubSpot private app token',
    'pat-',
    'pat-(?:na|eu|ap)[0-9]-%h{8}-%h{4}-%h{4}-%h{4}-%h{12}',
    'pat-na1-<h8>-<h4>-<h4>-<h4>-<h12>',
  ),
  token('contentful-token', 'Contentful management token', 'cfpat-', 'CFPAT-%u{43}', 'CFPAT-<u43>'),
  token('typeform-token', 'Typeform access token', 'tfp_', 'tfp_[A-Za-z0-9_.=-]{40,70}', 'tfp_<u59>'),
  token('dropbox-token', 'Dropbox access token', 'sl.', 'sl\\.(?:u\\.)?[A-Za-z0-9_=-]{130,300}', 'sl.<u140>', {
    extend: true,
  }),
  token('frameio-token', 'Frame.io token', 'fio-u-', 'fio-u-[A-Za-z0-9_=-]{64}', 'fio-u-<u64>'),
  token('readme-key', 'ReadMe API key', 'rdme_', 'rdme_%l{70}', 'rdme_<l70>'),
  token('intra42-secret', 'Intra 42 client secret', 's-s4t2', 's-s4t2(?:ud|af)-%h{64}', 's-s4t2ud-<h64>'),
  token('zuplo-key', 'Zuplo consumer key', 'zpka_', 'zpka_%l{30,40}_%h{8}', 'zpka_<l32>_<h8>'),
  token('intercom-token', 'Intercom access token', 'dg9ro', 'dG9rO%b{50,70}={0,2}', 'dG9rO<w55>='),
  token('salesforce-token', 'Salesforce access token', '00d', '00D%w{12,15}![A-Za-z0-9_.]{80,260}', '00D<w12>!<w96>'),
  token('facebook-token', 'Facebook access token', 'eaa', 'EAA[MC]%w{100,300}', 'EAAC<w150>', { extend: true }),
  token(
    'twitter-bearer',
    'Twitter bearer token',
    'aaaaaaaaaaaaaaaaaaaaa',
    'A{21}[A-Za-z0-9%]{60,120}',
    'AAAAAAAAAAAAAAAAAAAAA<w90>',
  ),
  token('adobe-secret', 'Adobe client secret', 'p8e-', 'p8e-%w{32}', 'p8e-<w32>'),
  token('beamer-key', 'Beamer API key', 'b_', 'b_[A-Za-z0-9_=-]{44}', 'b_<w44>', {
    confidence: 'medium',
    entropy: 4,
    not: ['b_<a44>'],
  }),
  token(
    'defined-key',
    'Defined Networking key',
    'dnkey-',
    'dnkey-[a-z0-9=_-]{26}-[a-z0-9=_-]{52}',
    'dnkey-<l26>-<l52>',
  ),
  token('trello-token', 'Trello token', 'atta', 'ATTA%w{72}', 'ATTA<w72>'),
  token('clickup-token', 'ClickUp personal token', 'pk_', 'pk_[0-9]{6,10}_%U{32}', 'pk_<d8>_<U32>'),
  token('maxmind-key', 'MaxMind license key', '_mmk', '%w{6}_%w{29}_mmk', '<w6>_<w29>_mmk', { back: 36 }),
  token(
    'cloudinary-url',
    'Cloudinary credentials',
    'cloudinary://',
    'cloudinary://[0-9]{10,18}:(%u{20,40})@',
    'cloudinary://<d15>:<w27>@demo',
  ),
  setting('asana-secret', 'Asana token', ['asana'], '(?:[12]/[0-9]{10,20}(?:/[0-9]{10,20})?:)?%l{32}', [
    'ASANA_TOKEN=1/<d16>:<h32>',
    'ASANA_CLIENT_SECRET=<h32>',
  ]),
  setting('linkedin-secret', 'LinkedIn client secret', ['linkedin'], '%w{16}', 'LINKEDIN_CLIENT_SECRET=<w16>', {
    confidence: 'medium',
    entropy: 3.3,
  }),
  setting('spotify-secret', 'Spotify client secret', ['spotify'], '%h{32}', 'SPOTIFY_CLIENT_SECRET=<h32>', {
    confidence: 'medium',
  }),
  setting('zendesk-token', 'Zendesk API token', ['zendesk'], '%w{40}', 'ZENDESK_API_TOKEN=<w40>'),
  setting('rapidapi-key', 'RapidAPI key', ['rapidapi'], '%w{50}', 'RAPIDAPI_KEY=<w50>'),
  setting(
    'facebook-secret',
    'Facebook app secret',
    ['facebook', 'fb_app_secret'],
    '%h{32}',
    'FACEBOOK_APP_SECRET=<h32>',
  ),
  setting('twitter-secret', 'Twitter API secret', ['twitter'], '%w{45,50}', 'TWITTER_ACCESS_TOKEN_SECRET=<w45>', {
    entropy: 3.6,
  }),
  setting(
    'recaptcha-secret',
    'reCAPTCHA secret',
    ['recaptcha_secret', 'recaptcha_private'],
    '6L%u{38}',
    'RECAPTCHA_SECRET_KEY=6L<u38>',
  ),
];
