import { type Provider, setting, token } from './provider.ts';

/** Access keys of the large clouds: AWS, Google, Azure, Alibaba, Tencent, Yandex, IBM, Oracle's neighbours. */
export const cloud: readonly Provider[] = [
  token('aws-access-key', 'AWS access key id', 'akia', 'AKIA%T{16}', ['AKIA<T16>', 'AKIAIOSFODNN7<T7>'], {
    not: ['AKIA<T15>', 'akia<a16>'],
  }),
  token('aws-temporary-key', 'AWS temporary access key id', 'asia', 'ASIA%T{16}', 'ASIA<T16>', {
    confidence: 'medium',
  }),
  token('aws-bearer-key', 'AWS service bearer token id', 'abia', 'ABIA%T{16}', 'ABIA<T16>', { confidence: 'medium' }),
  token('aws-bedrock-key', 'Amazon Bedrock API key', 'absk', 'ABSK[A-Za-z0-9+/]{109,269}={0,2}', 'ABSK<b120>'),
  token(
    'aws-session-token',
    'AWS session token',
    'iqojb3jpz2lux2vj',
    'IQoJb3JpZ2luX2Vj%b{100,300}',
    'IQoJb3JpZ2luX2Vj<b200>',
    {
      extend: true,
    },
  ),
  token(
    'aws-mws',
    'Amazon MWS auth token',
    'amzn.mws.',
    'amzn\\.mws\\.%h{8}-%h{4}-%h{4}-%h{4}-%h{12}',
    'amzn.mws.<h8>-<h4>-<h4>-<h4>-<h12>',
  ),
  setting(
    'aws-secret-key',
    'AWS secret access key',
    ['aws_secret_access_key', 'secretaccesskey', 'aws_secret_key', 'secret_access_key', 'aws.secretkey'],
    '%b{40}',
    ['aws_secret_access_key=<b40>', '"SecretAccessKey": "<b40>"'],
    { entropy: 3.8, not: ['aws_secret_access_key=<b39>', 'aws_secret_access_key=$AWS_SECRET_ACCESS_KEY'] },
  ),
  token('gcp-api-key', 'Google API key', 'aiza', 'AIza%u{35}', 'AIza<u35>', { not: ['AIza<u20>'] }),
  token('gcp-oauth-secret', 'Google OAuth client secret', 'gocspx-', 'GOCSPX-%u{28}', 'GOCSPX-<u28>'),
  token('gcp-access-token', 'Google OAuth access token', 'ya29.', 'ya29\\.%u{30,300}', 'ya29.<u120>', { extend: true }),
  token('gcp-refresh-token', 'Google OAuth refresh token', '1//0', '1//0%u{40,110}', '1//0<u60>'),
  token('gcp-hmac-key', 'Google Cloud Storage HMAC key id', 'goog1', 'GOOG1%U{56}', 'GOOG1<U56>', {
    confidence: 'medium',
  }),
  token('azure-storage-key', 'Azure storage account key', 'accountkey=', 'AccountKey=(%b{86}==)', 'AccountKey=<b86>=='),
  token(
    'azure-shared-key',
    'Azure shared access key',
    'sharedaccesskey=',
    'SharedAccessKey=(%b{43}=)',
    'SharedAccessKey=<b43>=',
  ),
  token('azure-sas', 'Azure shared access signature', 'sig=', 'sig=([A-Za-z0-9%]{43,66}%3[dD])', 'sig=<w43>%3D', {
    named: true,
  }),
  token(
    'azure-client-secret',
    'Azure AD client secret',
    'q~',
    '[A-Za-z0-9_.]{3}[0-9]Q~[A-Za-z0-9_.~-]{31,34}',
    '<w3>8Q~<u34>',
    { back: 4 },
  ),
  token('azure-devops-pat', 'Azure DevOps personal access token', 'azdo', '%w{76}AZDO%w{4}', '<w76>AZDO<w4>', {
    back: 76,
  }),
  token('azure-search-key', 'Azure AI Search admin key', 'azse', '%w{42}AzSe[A-D]%w{5}', '<w42>AzSeA<w5>', {
    back: 42,
  }),
  token('azure-function-key', 'Azure Functions key', 'azfu', '%u{44}AzFu%u{5}[AQgw]==', '<w44>AzFu<w5>Q==', {
    back: 44,
  }),
  token('azure-registry-key', 'Azure Container Registry key', '+acr', '%b{42}\\+ACR[A-D]%b{6}', '<w42>+ACRA<w6>', {
    back: 42,
  }),
  token('azure-openai-key', 'Azure AI services key', 'jqqj99', '%w{52}JQQJ99%w{26}', '<w52>JQQJ99<w26>', { back: 52 }),
  token('azure-cosmos-key', 'Azure Cosmos DB key', 'acdb', '%b{76}ACDb%b{6}==', '<w76>ACDb<w6>==', { back: 76 }),
  token('alibaba-key', 'Alibaba Cloud access key id', 'ltai', 'LTAI(?:5t)?%w{12,20}', ['LTAI5t<w18>', 'LTAI<w12>']),
  token('tencent-key', 'Tencent Cloud secret id', 'akid', 'AKID%w{32}', 'AKID<w32>'),
  token('yandex-api-key', 'Yandex Cloud API key', 'aqvn', 'AQVN%u{35,38}', 'AQVN<u36>'),
  token('yandex-iam-token', 'Yandex Cloud IAM token', 't1.', 't1\\.%u{20,200}={0,2}\\.%u{86}={0,2}', 't1.<u100>.<u86>'),
  token('yandex-oauth', 'Yandex OAuth token', 'y0_', 'y0_%u{55,60}', 'y0_<u55>'),
  setting(
    'ibm-cloud-key',
    'IBM Cloud API key',
    ['ibmcloud', 'ibm_cloud', 'bluemix'],
    '%u{44}',
    'IBMCLOUD_API_KEY=<u44>',
  ),
  setting('vultr-key', 'Vultr API key', ['vultr'], '%U{36}', 'VULTR_API_KEY=<U36>'),
  setting('linode-token', 'Linode access token', ['linode'], '%h{64}', 'LINODE_TOKEN=<h64>'),
  setting('hetzner-token', 'Hetzner Cloud token', ['hcloud', 'hetzner'], '%w{64}', 'HCLOUD_TOKEN=<w64>'),
  setting(
    'scaleway-key',
    'Scaleway secret key',
    ['scw_secret', 'scaleway_secret'],
    '%h{8}-%h{4}-%h{4}-%h{4}-%h{12}',
    'SCW_SECRET_KEY=<h8>-<h4>-<h4>-<h4>-<h12>',
  ),
  setting('cloudflare-token', 'Cloudflare API token', ['cloudflare', 'cf_api'], '(?:%u{40}|%h{37})', [
    'CLOUDFLARE_API_TOKEN=<u40>',
    'CF_API_KEY=<h37>',
  ]),
  token('cloudflare-origin-ca', 'Cloudflare origin CA key', 'v1.0-', 'v1\\.0-%h{24}-%h{146}', 'v1.0-<h24>-<h146>'),
  token('cloudflare-tunnel', 'Cloudflare tunnel token', 'eyjhijoi', 'eyJhIjoi%b{100,300}={0,2}', 'eyJhIjoi<b160>'),
  setting('fastly-token', 'Fastly API token', ['fastly'], '%u{32}', 'FASTLY_API_TOKEN=<u32>'),
  token('backblaze-key', 'Backblaze application key', 'k00', 'K00[0-9]%b{27}', 'K005<b27>', {
    confidence: 'medium',
    entropy: 3.6,
  }),
];
