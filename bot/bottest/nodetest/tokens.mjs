// Judges tokens with Microsoft's own two libraries. In: {now, appId, url, samples: [{name, header, serviceUrl,
// channelId}]}, the url being that of a server with their metadata. Out: [{name, connector, apps}], true for taken.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const load = createRequire(import.meta.url);
const { ChannelValidation, SimpleCredentialProvider } = load('botframework-connector');
const { PUBLIC } = load('@microsoft/teams.api');
// The package exports it to nobody; it is what its App asks for each request.
const { InboundActivityTokenValidator } = load(
  './node_modules/@microsoft/teams.apps/dist/middleware/auth/inbound-activity-token-validator.js');

const { now, appId, url, samples } = JSON.parse(readFileSync(0, 'utf8'));
Date.now = () => now * 1000;
console.error = () => {}; // botframework-connector writes each token's fault there

const metadata = `${url}/v1/.well-known/openidconfiguration`;
ChannelValidation.OpenIdMetadataEndpoint = metadata;
const credentials = new SimpleCredentialProvider(appId, '');
const silent = { child: () => silent, error() {}, warn() {}, info() {}, debug() {}, trace() {}, log() {} };
const apps = new InboundActivityTokenValidator(appId, undefined, undefined, silent,
  { ...PUBLIC, openIdMetadataUrl: metadata, loginEndpoint: url });

// taken is false, too, when the library breaks down where nobody can catch it, as one does over claims that are null.
const taken = async (judge) => {
  let broken;
  const breakdown = new Promise((resolve) => { broken = () => resolve(false); });
  process.once('uncaughtException', broken);
  const verdict = await Promise.race([breakdown, judge().then(() => true, () => false)]);
  process.removeListener('uncaughtException', broken);
  return verdict;
};
const verdicts = [];
for (const { name, header, serviceUrl, channelId } of samples) {
  verdicts.push({
    name,
    connector: await taken(async () => ChannelValidation.authenticateChannelTokenWithServiceUrl(
      header, credentials, serviceUrl, channelId)),
    apps: await taken(async () => apps.check(header, { serviceUrl, channelId })),
  });
}
console.log(JSON.stringify(verdicts));
