// node proxy.mjs <pds url> <handle> <password>: a service of its own, made with @atproto/xrpc-server, and @atproto/api calling
// it through the PDS; prints whom the service believes to be called by, and what else it saw.
import http from 'node:http'
import { AtpAgent } from '@atproto/api'
import { IdResolver } from '@atproto/identity'
import { verifyJwt } from '@atproto/xrpc-server'

const [pds, handle, password] = process.argv.slice(2)
const resolver = new IdResolver({ plcUrl: `${pds}/plc` })
const heard = []
const service = http.createServer(async (req, res) => {
  const url = new URL(req.url, 'http://localhost')
  res.setHeader('content-type', 'application/json')
  if (url.pathname === '/.well-known/did.json') {
    return res.end(JSON.stringify({
      '@context': ['https://www.w3.org/ns/did/v1'], id: did,
      service: [{ id: '#market', type: 'Market', serviceEndpoint: origin }],
    }))
  }
  const lxm = url.pathname.slice('/xrpc/'.length)
  let body = ''
  for await (const chunk of req) body += chunk
  const caller = await verifyJwt(req.headers.authorization.slice(7), did, lxm, (iss) => resolver.did.resolveAtprotoKey(iss))
  heard.push({ method: req.method, lxm, query: url.search, body, iss: caller.iss, proxied: req.headers['atproto-proxy'] ?? null,
    cookie: req.headers.cookie ?? null, language: req.headers['accept-language'] ?? null })
  res.statusCode = lxm.endsWith('refuse') ? 418 : 200
  res.end(JSON.stringify(lxm.endsWith('refuse') ? { error: 'Teapot', message: 'short and stout' } : { ok: true }))
})
await new Promise((done) => service.listen(0, '127.0.0.1', done))
const origin = `http://localhost:${service.address().port}`
const did = `did:web:localhost%3A${service.address().port}`

const agent = new AtpAgent({ service: pds })
await agent.login({ identifier: handle, password })
const call = (lxm, init = {}, proxy = `${did}#market`) =>
  agent.sessionManager.fetchHandler(`/xrpc/${lxm}`, { ...init, headers: { ...init.headers, 'atproto-proxy': proxy } })
const seen = { did: agent.did }
seen.get = (await (await call('com.example.market.list?limit=3&q=a%20b', { headers: { cookie: 'secret=1', 'accept-language': 'de' } })).json()).ok
seen.post = (await (await call('com.example.market.bid', {
  method: 'POST', body: '{"price":1}', headers: { 'content-type': 'application/json' },
})).json()).ok
const refusal = await call('com.example.market.refuse')
seen.refused = [refusal.status, (await refusal.json()).error]
seen.own = (await (await call('com.atproto.server.getSession')).json()).did
seen.unknownService = (await (await call('com.example.market.list', {}, `${did}#other`)).json()).error
seen.malformed = (await (await call('com.example.market.list', {}, 'market')).json()).error
seen.protected = (await (await call('com.example.market.list', {}, 'did:web:10.0.0.1#market')).json()).error
seen.without = (await fetch(`${pds}/xrpc/com.example.market.list`)).status
service.close()
console.log(JSON.stringify({ ...seen, heard }))
process.exit(0)
