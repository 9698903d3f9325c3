import { type Provider, setting, token } from './provider.ts';

const uuid = '%h{8}-%h{4}-%h{4}-%h{4}-%h{12}';
const fakeUuid = '<h8>-<h4>-<h4>-<h4>-<h12>';

/** Chat, mail and telephony. */
export const messaging: readonly Provider[] = [
  token(
    'slack-bot',
    'Slack bot token',
    'xoxb-',
    'xoxb-[0-9]{8,14}-(?:[0-9]{8,14}-)?%w{18,26}',
    'xoxb-<d12>-<d12>-<w24>',
    { not: ['xoxb-<l4>-<l5>'] },
  ),
  token(
    'slack-user',
    'Slack user token',
    'xoxp-',
    'xoxp-(?:[0-9]{8,14}-){2,3}%w{24,34}',
    'xoxp-<d12>-<d12>-<d12>-<h32>',
  ),
  token('slack-workspace', 'Slack workspace token', 'xoxa-', 'xoxa-(?:[0-9]-)?%u{10,60}', 'xoxa-2-<w40>'),
  token('slack-refresh', 'Slack refresh token', 'xoxr-', 'xoxr-%u{10,80}', 'xoxr-<w48>'),
  token('slack-legacy', 'Slack legacy token', 'xoxs-', 'xoxs-[0-9]{8,14}-%u{10,80}', 'xoxs-<d12>-<w40>'),
  token('slack-config', 'Slack configuration token', 'xoxe', 'xoxe(?:\\.xox[bp])?-[0-9]-%w{100,200}', [
    'xoxe-1-<w146>',
    'xoxe.xoxp-1-<w163>',
  ]),
  token(
    'slack-app',
    'Slack app-level token',
    'xapp-',
    'xapp-[0-9]-%U{8,14}-[0-9]{8,16}-%l{32,80}',
    'xapp-<d1>-<U11>-<d13>-<h64>',
  ),
  token('slack-session', 'Slack session token', 'xoxc-', 'xoxc-[0-9]{8,14}-%u{20,100}', 'xoxc-<d12>-<d12>-<h64>'),
  token(
    'slack-webhook',
    'Slack webhook',
    'hooks.slack.com/',
    'hooks\\.slack\\.com/(?:services|workflows|triggers)/([A-Za-z0-9+/]{30,80})',
    'https://hooks.slack.com/services/T<U9>/B<U10>/<w24>',
    { not: ['https://hooks.slack.com/services/'] },
  ),
  token(
    'discord-webhook',
    'Discord webhook',
    'discord',
    'discord(?:app)?\\.com/api/webhooks/([0-9]{16,20}/%u{60,70})',
    'https://discord.com/api/webhooks/<d18>/<u68>',
  ),
  setting(
    'discord-bot',
    'Discord bot token',
    ['discord'],
    '[MNO]%u{23,27}\\.%u{6}\\.%u{27,40}',
    'DISCORD_TOKEN=M<w25>.<w6>.<u38>',
  ),
  token(
    'telegram-bot',
    'Telegram bot token',
    ':aa',
    '(?:bot)?([0-9]{8,10}:AA%u{33})',
    ['<d10>:AA<u33>', 'https://api.telegram.org/bot<d10>:AA<u33>/getMe'],
    { back: 13 },
  ),
  token(
    'teams-webhook',
    'Microsoft Teams webhook',
    'webhook.office.com/',
    `webhook\\.office\\.com/webhookb2/(${uuid}@${uuid}/IncomingWebhook/%h{32}/${uuid})`,
    `https://corp.webhook.office.com/webhookb2/${fakeUuid}@${fakeUuid}/IncomingWebhook/<h32>/${fakeUuid}`,
  ),
  token(
    'google-chat-webhook',
    'Google Chat webhook',
    'chat.googleapis.com/',
    'chat\\.googleapis\\.com/v1/spaces/%w{8,20}/messages\\?key=(%u{30,45}&token=%u{30,60})',
    'https://chat.googleapis.com/v1/spaces/<w11>/messages?key=<u39>&token=<u43>',
  ),
  token('twilio-key', 'Twilio API key', 'sk', 'SK%h{32}', 'SK<h32>', { not: ['sk<h32>'] }),
  setting('twilio-token', 'Twilio auth token', ['twilio'], '%h{32}', 'TWILIO_AUTH_TOKEN=<h32>', {
    not: ['TWILIO_ACCOUNT_SID=AC<h32>'],
  }),
  token('sendgrid-key', 'SendGrid API key', 'sg.', 'SG\\.%u{22}\\.%u{43}', 'SG.<u22>.<u43>'),
  token('mailgun-key', 'Mailgun API key', 'key-', 'key-%h{32}', 'key-<h32>'),
  setting('mailgun-new-key', 'Mailgun API key', ['mailgun'], '%h{32}-%h{8}-%h{8}', 'MAILGUN_API_KEY=<h32>-<h8>-<h8>'),
  token('mailchimp-key', 'Mailchimp API key', '-us', '%h{32}-us[0-9]{1,2}', '<h32>-us19', {
    back: 32,
    not: ['<h31>-us19'],
  }),
  token('mandrill-key', 'Mandrill API key', 'md-', 'md-%u{22}', 'md-<w22>', { confidence: 'medium', entropy: 3.6 }),
  token('brevo-key', 'Brevo API key', 'xkeysib-', 'xkeysib-%h{64}-%w{16}', 'xkeysib-<h64>-<w16>'),
  token('brevo-smtp', 'Brevo SMTP key', 'xsmtpsib-', 'xsmtpsib-%h{64}-%w{16}', 'xsmtpsib-<h64>-<w16>'),
  setting('postmark-token', 'Postmark server token', ['postmark'], uuid, `POSTMARK_SERVER_TOKEN=${fakeUuid}`),
  setting('mailjet-key', 'Mailjet key', ['mailjet', 'mj_apikey'], '%h{32}', 'MJ_APIKEY_PRIVATE=<h32>'),
  setting('sparkpost-key', 'SparkPost API key', ['sparkpost'], '%h{40}', 'SPARKPOST_API_KEY=<h40>'),
  token('resend-key', 'Resend API key', 're_', 're_%w{8}_%w{24}', 're_<w8>_<w24>'),
  setting('messagebird-key', 'MessageBird access key', ['messagebird'], '%w{25}', 'MESSAGEBIRD_ACCESS_KEY=<w25>'),
  setting('pushover-token', 'Pushover token', ['pushover'], '[au]%l{29}', 'PUSHOVER_TOKEN=a<l29>'),
  token('courier-key', 'Courier key', 'pk_prod_', 'pk_prod_%U{28}', 'pk_prod_<U28>'),
];
