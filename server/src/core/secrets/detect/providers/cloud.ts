import { type Provider, setting, token } from './provider.ts';

/** A row for a key with `mark` after its first `before` characters of base64. */
function marked(id: string, what: string, mark: string, before: number, rest: string, sample: string): Provider {
  return token(
    `azure-${id}-marked`,
    what,
    mark.toLowerCase(),
    `%b{${before}}${mark.replace('+', '\\+')}${rest}`,
    `<w${before}>${mark}${sample}`,
    { back: before },
  );
}

/** Keys with a mark of the service in their middle: github.com/microsoft/security-utilities. */
const azureKeys: readonly Provider[] = [
  ...(
    [
      ['storage', 'Azure storage account key', '+ASt'],
      ['batch', 'Azure Batch key', '+ABa'],
      ['machine-learning', 'Azure Machine Learning key', '+AMC'],
      ['api-management', 'Azure API Management key', 'APIM'],
      ['cosmos', 'Azure Cosmos DB key', 'ACDb'],
    ] as const
  ).map(([id, what, mark]) => marked(id, what, mark, 76, '%b{5}[AQgw]==', '<w5>Q==')),
  ...(
    [
      ['service-bus', 'Azure Service Bus key', '+ASb'],
      ['event-hub', 'Azure Event Hubs key', '+AEh'],
      ['relay', 'Azure Relay key', '+ARm'],
      ['iot', 'Azure IoT key', 'AIoT'],
      ['event-grid', 'Azure Event Grid key', 'AZEG'],
      ['redis', 'Azure Cache for Redis key', 'AzCa'],
    ] as const
  ).map(([id, what, mark]) => marked(id, what, mark, 33, '[A-P]%b{5}=', 'B<w5>=')),
];

/** Access keys of the large clouds: AWS, Google, Azure, Alibaba, Tencent, Yandex, IBM, Oracle's neighbours. */
export const cloud: readonly Provider[] = [
  token('aws-access-key', 'AWS access key id', 'akia', 'AKIA%T{16}', ['AKIA<T16>', 'AKIAIOSFODNN7<T7>'], {
    not: ['AKIA<T15>', 'akia<a16>'],
  }),
  token('aws-temporary-key', 'AWS temporary access key id', 'asia', 'ASIA%T{16}', 'ASIA<T16>', {
    confidence: 'medium',
  }),
  token('aws-bearer-key', 'AWS service bearer token id', 'abia', 'ABIA%T{16}', 'ABIA<T16>', { confidence: 'medium' }),
  token('aws-context-key', 'AWS context-specific credential id', 'acca', 'ACCA%T{16}', 'ACCA<T16>', {
    confidence: 'medium',
  }),
  token('aws-bedrock-key', 'Amazon Bedrock API key', 'absk', 'ABSK[A-Za-z0-9+/]{109,269}={0,2}', 'ABSK<b120>'),
  token(
    'aws-session-token',
    'AWS session token',
    'iqojb3jpz2lux2vj',
    '(?:IQoJb3JpZ2luX2Vj|FwoGZXIvYXdz)%b{100,300}',
    ['IQoJb3JpZ2luX2Vj<b200>', 'FwoGZXIvYXdz<b200>'],
    { extend: true, keywords: ['iqojb3jpz2lux2vj', 'fwogzxivyxdz'] },
  ),
  token(
    'aws-bedrock-short-key',
    'Amazon Bedrock short-term API key',
    'bedrock-api-key-',
    'bedrock-api-key-YmVkcm9jay%b{100,300}',
    'bedrock-api-key-YmVkcm9jay<b200>',
    { extend: true },
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
  token('gcp-api-key', 'Google API key', 'aiza', 'AIzaSy%u{33}', 'AIzaSy<u33>', {
    not: ['AIzaSy<u20>', 'AIzay<u34>'],
  }),
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
  token(
    'azure-sas',
    'Azure shared access signature',
    'sig=',
    'sig=([A-Za-z0-9%]{43,66}%3[dD])',
    'https://acme.blob.core.windows.net/a?sv=2025-01-05&sig=<w43>%3D',
    {
      named: true,
    },
  ),
  token(
    'azure-client-secret',
    'Azure AD client secret',
    'q~',
    '[A-Za-z0-9_.~]{3}[0-9]Q~[A-Za-z0-9_.~-]{31,34}',
    '<w3>8Q~<u34>',
    { back: 4 },
  ),
  token('azure-devops-pat', 'Azure DevOps personal access token', 'azdo', '%w{76}AZDO%w{4}', '<w76>AZDO<w4>', {
    back: 76,
  }),
  setting(
    'azure-devops-old',
    'Azure DevOps personal access token',
    ['azure_devops', 'azuredevops', 'azp_token', 'vsts'],
    '%l{52}',
    'AZP_TOKEN=<l52>',
  ),
  token(
    'azure-app-configuration',
    'Azure App Configuration secret',
    '.azconfig.io;id=',
    '\\.azconfig\\.io;Id=[A-Za-z0-9+/=:_-]{4,100};Secret=([A-Za-z0-9+/]{40,100}={0,2})',
    'Endpoint=https://shop.azconfig.io;Id=<w4>-l0-s0:<w20>;Secret=<w43>=',
    { ignoreCase: true, named: true },
  ),
  token('azure-search-key', 'Azure AI Search admin key', 'azse', '%w{42}AzSe[A-D]%w{5}', '<w42>AzSeA<w5>', {
    back: 42,
  }),
  token('azure-function-key', 'Azure Functions key', 'azfu', '%u{44}AzFu%u{5}[AQgw]==', '<w44>AzFu<w5>Q==', {
    back: 44,
  }),
  token('azure-registry-key', 'Azure Container Registry key', '+acr', '%b{42}\\+ACR[A-D]%b{5}', '<w42>+ACRA<w5>', {
    back: 42,
  }),
  token(
    'azure-annotated-key',
    'Azure service key',
    'jqqj9',
    '%w{52}JQQJ9[9DH]%w[A-L]%w{24}(?:%w{2}==)?',
    ['<w52>JQQJ997A<w24>', '<w52>JQQJ9D7A<w24>'],
    { back: 52 },
  ),
  ...azureKeys,
  token('alibaba-key', 'Alibaba Cloud access key id', 'ltai', 'LTAI(?:5t)?%w{12,20}', ['LTAI5t<w18>', 'LTAI<w12>']),
  setting('alibaba-secret', 'Alibaba Cloud access key secret', ['alibaba', 'aliyun', 'alicloud'], '%w{30}', [
    'ALIBABA_CLOUD_ACCESS_KEY_SECRET=<w30>',
  ]),
  token('tencent-key', 'Tencent Cloud secret id', 'akid', 'AKID%w{32}', 'AKID<w32>'),
  token('yandex-api-key', 'Yandex Cloud API key', 'aqvn', 'AQVN%u{35,38}', 'AQVN<u36>'),
  token('yandex-iam-token', 'Yandex Cloud IAM token', 't1.', 't1\\.%u{20,200}={0,2}\\.%u{86}={0,2}', 't1.<u100>.<u86>'),
  token('yandex-oauth', 'Yandex OAuth token', 'y0_', 'y0_%u{55,60}', 'y0_<u55>'),
  setting('yandex-static-key', 'Yandex Cloud static key', ['yandex'], 'YC%u{38}', 'YANDEX_SECRET_KEY=YC<u38>'),
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
  token(
    'cloudflare-prefixed',
    'Cloudflare API token',
    'cfut_',
    'cf(?:ut|at|k)_%w{40}%h{8}',
    ['cfut_<w40><h8>', 'cfat_<w40><h8>', 'cfk_<w40><h8>'],
    { keywords: ['cfut_', 'cfat_', 'cfk_'] },
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
