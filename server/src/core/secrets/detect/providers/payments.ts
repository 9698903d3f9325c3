import { type Provider, setting, token } from './provider.ts';

const uuid = '%h{8}-%h{4}-%h{4}-%h{4}-%h{12}';
const fakeUuid = '<h8>-<h4>-<h4>-<h4>-<h12>';

/** Payment, shop and shipping services. */
export const payments: readonly Provider[] = [
  token('paystack-key', 'Paystack secret key', 'sk_live_', 'sk_live_%h{40}', 'sk_live_<h40>'),
  token('stripe-live', 'Stripe secret key', 'sk_live_', 'sk_live_%w{16,247}', ['sk_live_<w24>', 'sk_live_<w99>'], {
    not: ['pk_live_<w24>', 'sk_live_<w8>'],
  }),
  token('stripe-restricted', 'Stripe restricted key', 'rk_live_', 'rk_live_%w{16,247}', 'rk_live_<w24>'),
  token('stripe-test', 'Stripe test key', 'sk_test_', 'sk_test_%w{16,247}', 'sk_test_<w24>', { confidence: 'medium' }),
  token('stripe-restricted-test', 'Stripe restricted test key', 'rk_test_', 'rk_test_%w{16,247}', 'rk_test_<w24>', {
    confidence: 'medium',
  }),
  token('webhook-secret', 'webhook signing secret', 'whsec_', 'whsec_%b{24,64}={0,2}', 'whsec_<w32>'),
  token('square-access', 'Square access token', 'sq0atp-', 'sq0atp-%u{22}', 'sq0atp-<u22>'),
  token('square-secret', 'Square OAuth secret', 'sq0csp-', 'sq0cs[bp]-%u{40,50}', ['sq0csp-<u43>', 'sq0csb-<u43>'], {
    keywords: ['sq0csp-', 'sq0csb-'],
  }),
  token('square-token', 'Square access token', 'eaaa', 'EAAA(?!A)%u{60}', 'EAAA<u60>', {
    entropy: 4,
    not: ['EAAAAA<w58>'],
  }),
  token(
    'braintree-token',
    'PayPal Braintree access token',
    'access_token$',
    'access_token\\$(?:production|sandbox)\\$%l{16}\\$%h{32}',
    'access_token$production$<l16>$<h32>',
  ),
  token(
    'plaid-access',
    'Plaid access token',
    'access-',
    `access-(?:sandbox|development|production)-${uuid}`,
    `access-production-${fakeUuid}`,
  ),
  setting('plaid-secret', 'Plaid secret', ['plaid_secret', 'plaid_client_secret'], '%h{30}', 'PLAID_SECRET=<h30>'),
  setting(
    'paypal-secret',
    'PayPal client secret',
    ['paypal_secret', 'paypal_client_secret'],
    'E%u{79}',
    'PAYPAL_CLIENT_SECRET=E<u79>',
  ),
  token('shopify-admin', 'Shopify admin token', 'shpat_', 'shpat_%w{32,64}', 'shpat_<h32>'),
  token('shopify-secret', 'Shopify shared secret', 'shpss_', 'shpss_%w{32,64}', 'shpss_<h32>'),
  token('shopify-custom', 'Shopify custom app token', 'shpca_', 'shpca_%w{32,64}', 'shpca_<h32>'),
  token('shopify-private', 'Shopify private app token', 'shppa_', 'shppa_%w{32,64}', 'shppa_<h32>'),
  token('flutterwave-key', 'Flutterwave secret key', 'flwseck', 'FLWSECK(?:_TEST)?-%w{32}-X', [
    'FLWSECK-<h32>-X',
    'FLWSECK_TEST-<h32>-X',
  ]),
  setting(
    'gocardless-token',
    'GoCardless access token',
    ['gocardless', 'gc_access'],
    'live_%u{40}',
    'GOCARDLESS_ACCESS_TOKEN=live_<u40>',
  ),
  token('lob-key', 'Lob API key', 'live_', 'live_%h{35}', 'live_<h35>'),
  token('mollie-key', 'Mollie API key', 'live_', 'live_%w{30}', 'live_<w30>', { confidence: 'medium' }),
  token('easypost-key', 'EasyPost API key', 'ezak', 'EZAK%w{54}', 'EZAK<w54>'),
  token('easypost-test', 'EasyPost test key', 'eztk', 'EZTK%w{54}', 'EZTK<w54>', { confidence: 'medium' }),
  token('shippo-key', 'Shippo API token', 'shippo_', 'shippo_(?:live|test)_%h{40}', 'shippo_live_<h40>'),
  token('duffel-key', 'Duffel API token', 'duffel_', 'duffel_(?:test|live)_[A-Za-z0-9_=-]{43}', 'duffel_live_<u43>'),
  token('razorpay-key', 'Razorpay key id', 'rzp_live_', 'rzp_live_%w{14}', 'rzp_live_<w14>', { confidence: 'medium' }),
  token(
    'paddle-key',
    'Paddle API key',
    'pdl_',
    'pdl_(?:live|sdbx)_apikey_%l{26}_%w{22}_%w{3}',
    'pdl_live_apikey_<l26>_<w22>_<w3>',
  ),
  token('polar-token', 'Polar access token', 'polar_', 'polar_(?:oat|pat)_%w{40,50}', 'polar_oat_<w43>'),
  setting('coinbase-key', 'Coinbase access token', ['coinbase'], '%u{64}', 'COINBASE_API_SECRET=<u64>'),
  setting('kraken-key', 'Kraken API secret', ['kraken'], '[A-Za-z0-9/+]{84,88}={0,2}', 'KRAKEN_API_SECRET=<b86>=='),
  setting('kucoin-secret', 'KuCoin API secret', ['kucoin'], uuid, `KUCOIN_API_SECRET=${fakeUuid}`),
  setting('etsy-token', 'Etsy access token', ['etsy'], '%l{24}', 'ETSY_API_KEY=<l24>', { confidence: 'medium' }),
  setting('squarespace-key', 'Squarespace access token', ['squarespace'], uuid, `SQUARESPACE_API_KEY=${fakeUuid}`),
  setting(
    'adyen-key',
    'Adyen API key',
    ['adyen'],
    'AQ[EF]%b{60,300}={0,2}[A-Za-z0-9+/=_-]{0,100}',
    'ADYEN_API_KEY=AQE<w120>',
  ),
  token('checkout-sandbox', 'Checkout.com secret key', 'sk_sbox_', 'sk_sbox_%l{26}', 'sk_sbox_<l26>', {
    confidence: 'medium',
  }),
];
