// node account.mjs <pds url> <handle> <password> <name server>: app passwords, blobs, preferences, handles, rest and end of an
// account by @atproto/api. The name server is told over HTTP what to answer: POST <name server> with the text.
import { AtpAgent } from '@atproto/api'
import { IdResolver } from '@atproto/identity'

const [service, handle, password, names] = process.argv.slice(2)
const seen = {}
const agent = new AtpAgent({ service })
await agent.createAccount({ handle, password, email: `${handle}@example.test` })
const { repo, server, sync, identity } = agent.com.atproto
const refused = (call) => call.then(() => 'taken', (e) => e.error)

const issued = (await server.createAppPassword({ name: 'phone' })).data
seen.shape = /^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/.test(issued.password)
const app = new AtpAgent({ service })
await app.login({ identifier: handle, password: issued.password })
seen.appMayNot = await refused(app.com.atproto.server.createAppPassword({ name: 'other' }))
seen.names = (await server.listAppPasswords()).data.passwords.map((p) => p.name)

const { blob } = (await app.uploadBlob(Buffer.from('<script>alert(1)</script>'), { encoding: 'text/html' })).data
await app.com.atproto.repo.createRecord({
  repo: app.did, collection: 'com.example.note', record: { $type: 'com.example.note', attached: blob },
})
const answer = await fetch(`${service}/xrpc/com.atproto.sync.getBlob?did=${agent.did}&cid=${blob.ref}`)
seen.blob = await answer.text()
seen.type = answer.headers.get('content-type')
seen.policy = answer.headers.get('content-security-policy')
seen.disposition = answer.headers.get('content-disposition')
seen.sniff = answer.headers.get('x-content-type-options')
seen.blobs = (await sync.listBlobs({ did: agent.did })).data.cids.length
seen.missing = (await repo.listMissingBlobs()).data.blobs.length

seen.tooLarge = await refused(app.uploadBlob(Buffer.alloc(5 * 1024 * 1024 + 1), { encoding: 'image/png' }))

await identity.updateHandle({ handle: `new${handle}` })
seen.resolved = (await identity.resolveHandle({ handle: `new${handle}` })).data.did === agent.did
const own = 'alice.somewhere.zz'
seen.stranger = await identity.updateHandle({ handle: own }).then(() => 'taken', (e) => e.message)
await fetch(names, { method: 'POST', body: `did=${agent.did}` })
const renamed = await identity.updateHandle({ handle: own })
seen.policy10 = renamed.headers['ratelimit-policy']
const doc = await new IdResolver({ plcUrl: `${service}/plc` }).did.resolveAtprotoData(agent.did, true)
seen.own = [doc.handle, (await identity.resolveHandle({ handle: own })).data.did === agent.did]
const again = new AtpAgent({ service })
seen.signedIn = (await again.login({ identifier: own, password })).data.handle

const preferences = [{ $type: 'app.bsky.actor.defs#adultContentPref', enabled: false }]
await agent.app.bsky.actor.putPreferences({ preferences })
seen.preferences = (await agent.app.bsky.actor.getPreferences()).data.preferences
const reserve = async () => (await server.reserveSigningKey({ did: 'did:web:moving.example' })).data.signingKey
seen.reserved = [await reserve(), await reserve()]
seen.noMail = await server.requestPasswordReset({ email: 'a@example.test' }).then(() => 'taken', (e) => e.error)
seen.invites = (await server.getAccountInviteCodes()).data.codes.length

const status = (await server.checkAccountStatus()).data
seen.status = [status.activated, status.validDid, status.indexedRecords, status.expectedBlobs, status.importedBlobs]
await server.deactivateAccount({})
seen.resting = (await sync.getRepoStatus({ did: agent.did })).data.status
await server.activateAccount()
await server.requestAccountDelete()
await server.deleteAccount({ did: agent.did, password, token: password })
seen.gone = await refused(sync.getLatestCommit({ did: agent.did }))
console.log(JSON.stringify(seen))
