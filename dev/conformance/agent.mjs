// node agent.mjs <pds url> <handle> <password>: an account, its session and its records by @atproto/api; prints what it saw.
import { AtpAgent } from '@atproto/api'
import { verifyRecords, verifyProofs, verifyRepoCar } from '@atproto/repo'
import { verifyJwt } from '@atproto/xrpc-server'
import { IdResolver } from '@atproto/identity'

const [service, handle, password] = process.argv.slice(2)
const seen = {}
const first = new AtpAgent({ service })
await first.createAccount({ handle, password, email: `${handle}@example.test` })
const agent = new AtpAgent({ service })
await agent.login({ identifier: handle, password })
seen.did = agent.did
seen.pds = agent.pdsUrl?.origin
await agent.sessionManager.refreshSession()
seen.refreshed = agent.hasSession

const { repo, server, sync, identity } = agent.com.atproto
const collection = 'com.example.note'
const note = (text) => ({ $type: collection, text })
const a = (await repo.createRecord({ repo: agent.did, collection, rkey: 'a', record: note('one') })).data
await repo.putRecord({ repo: agent.did, collection, rkey: 'a', record: note('two'), swapRecord: a.cid })
seen.staleSwap = await repo
  .putRecord({ repo: agent.did, collection, rkey: 'a', record: note('three'), swapRecord: a.cid })
  .then(() => 'taken', (e) => e.error)
await repo.applyWrites({
  repo: agent.did,
  writes: [
    { $type: 'com.atproto.repo.applyWrites#create', collection, rkey: 'b', value: note('b') },
    { $type: 'com.atproto.repo.applyWrites#create', collection, rkey: 'c', value: note('c') },
    { $type: 'com.atproto.repo.applyWrites#delete', collection, rkey: 'a' },
  ],
})
await repo.deleteRecord({ repo: agent.did, collection, rkey: 'c' })
seen.text = (await repo.getRecord({ repo: handle, collection, rkey: 'b' })).data.value.text
seen.listed = (await repo.listRecords({ repo: agent.did, collection })).data.records.length
seen.collections = (await repo.describeRepo({ repo: agent.did })).data.collections
seen.resolved = (await identity.resolveHandle({ handle })).data.did

const resolver = new IdResolver({ plcUrl: `${service}/plc` })
const key = await resolver.did.resolveAtprotoKey(agent.did)
const proof = async (rkey) => (await sync.getRecord({ did: agent.did, collection, rkey })).data
seen.proved = (await verifyRecords(await proof('b'), agent.did, key)).map((r) => `${r.collection}/${r.rkey}`)
const cid = (await repo.getRecord({ repo: agent.did, collection, rkey: 'b' })).data.cid
const { CID } = await import('multiformats/cid')
const there = await verifyProofs(await proof('b'), [{ collection, rkey: 'b', cid: CID.parse(cid) }], agent.did, key)
const gone = await verifyProofs(await proof('a'), [{ collection, rkey: 'a', cid: null }], agent.did, key)
seen.verified = there.verified.length + gone.verified.length
seen.unverified = there.unverified.length + gone.unverified.length
seen.archived = (await verifyRepoCar((await sync.getRepo({ did: agent.did })).data, agent.did, key)).creates.length

const aud = 'did:web:market.example'
const lxm = 'com.example.call'
const { token } = (await server.getServiceAuth({ aud, lxm })).data
seen.issuer = (await verifyJwt(token, aud, lxm, (iss) => resolver.did.resolveAtprotoKey(iss))).iss
seen.wrongMethod = await verifyJwt(token, aud, 'com.example.other', () => key).then(() => 'taken', (e) => e.customErrorName)
await agent.logout()
console.log(JSON.stringify(seen))
