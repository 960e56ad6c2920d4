// Has Microsoft's own bot library judge the stand-in for Teams: it checks a token of the stand-in's, as a bot does for
// what comes in, and then makes the calls of a bot. What it is answered is printed.
import connector from 'botframework-connector';
import { readFileSync } from 'node:fs';

const { app, metadata, serviceUrl, token, access, channel, person, tenant } = JSON.parse(readFileSync(0, 'utf8'));
const { ChannelValidation, ConnectorClient, SimpleCredentialProvider } = connector;

ChannelValidation.OpenIdMetadataEndpoint = metadata;
const claims = await ChannelValidation.authenticateChannelTokenWithServiceUrl(
  `Bearer ${token}`, new SimpleCredentialProvider(app, ''), serviceUrl, 'msteams');

const bearer = { signRequest: async (r) => { r.headers.set('authorization', `Bearer ${access}`); return r; } };
const { conversations } = new ConnectorClient(bearer, { baseUri: serviceUrl });
const message = (text) => ({ type: 'message', text });
const made = await conversations.createConversation({
  isGroup: true, tenantId: tenant, activity: message('first'), bot: { id: `28:${app}` },
  channelData: { tenant: { id: tenant }, channel: { id: channel } },
});
const answered = await conversations.sendToConversation(made.id, message('second'));
const replied = await conversations.replyToActivity(made.id, answered.id, message('third'));
const updated = await conversations.updateActivity(made.id, replied.id, message('third, changed'));
await conversations.deleteActivity(made.id, answered.id);
const member = await conversations.getConversationMember(channel, person);
const page = await conversations.getConversationPagedMembers(channel, { pageSize: 100 });
let refused;
try {
  await conversations.sendToConversation('19:nowhere@thread.tacv2', message('lost'));
} catch (e) {
  refused = { status: e.statusCode, code: e.code };
}
console.log(JSON.stringify({
  authenticated: claims.isAuthenticated, made: made.id, updated: updated.id === replied.id,
  member: member.aadObjectId, members: page.members.length, refused,
}));
