// node proxied.mjs <pds url> <handle> <password> <did#service> <method> <json>: calls a method of a service through a PDS, as
// @atproto/api does it; prints the status and the body of the answer.
import { AtpAgent } from '@atproto/api'

const [pds, identifier, password, service, method, input] = process.argv.slice(2)
const agent = new AtpAgent({ service: pds })
await agent.login({ identifier, password })
const answer = await agent.sessionManager.fetchHandler(`/xrpc/${method}`, {
  method: 'POST',
  body: input.replaceAll('$DID', agent.did),
  headers: { 'content-type': 'application/json', 'atproto-proxy': service },
})
console.log(JSON.stringify({ status: answer.status, did: agent.did, body: await answer.json() }))
