// An echo bot on Microsoft's own teams.apps, which judges each token. In: {appId, tenant, url, access, reply, mark}: url
// is that of a server with the metadata, access the token that is sent along, reply the activity that a message is
// answered with, in which mark stands for its text. Out: the address that messages go to. It runs until it is ended.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';

process.env.NODE_ENV = 'production'; // as express is to be run
const { App, ExpressAdapter } = await import('@microsoft/teams.apps');
const { PUBLIC } = await import('@microsoft/teams.api');

const { appId, tenant, url, access, reply, mark } = JSON.parse(readFileSync(0, 'utf8'));
const silent = { child: () => silent, error() {}, warn() {}, info() {}, debug() {}, trace() {}, log() {} };
const server = createServer();
const app = new App({
  clientId: appId, tenantId: tenant, token: async () => access, logger: silent,
  cloud: { ...PUBLIC, openIdMetadataUrl: `${url}/v1/.well-known/openidconfiguration`, loginEndpoint: url },
  httpServerAdapter: new ExpressAdapter(server, { logger: silent }),
});
app.on('message', async ({ activity, send }) => {
  const text = JSON.stringify(activity.text).slice(1, -1);
  await send(JSON.parse(reply.replaceAll(mark, () => text)));
});
await app.initialize();
server.keepAliveTimeout = 0; // there are pauses, in which others are measured
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/api/messages`));
