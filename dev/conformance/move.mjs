// node move.mjs <from> <to> <plc> <handle> <password> <new handle> [accounts.sqlite of <from>]: moves an account with all it
// has, as the reference implementation's guide for account migration says, after writing 26 records and two blobs to it. The code
// that <from> would send by mail is read from its database; where none is named, it is the password.
import { createRequire } from 'node:module'
import { AtpAgent } from '@atproto/api'
import { IdResolver } from '@atproto/identity'
import { readCarWithRoot, verifyRepoCar } from '@atproto/repo'

const [from, to, plc, handle, password, newHandle, mailbox] = process.argv.slice(2)
const collection = 'com.example.note'
const old = new AtpAgent({ service: from })
await old.login({ identifier: handle, password: mailbox ? password.split('-and')[0] : password })
const { did } = old
const { blob } = (await old.uploadBlob(Buffer.from('a blob that moves'), { encoding: 'text/plain' })).data
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const { blob: thumb } = (await old.uploadBlob(png, { encoding: 'image/png' })).data
const create = (i, value) => ({ $type: 'com.atproto.repo.applyWrites#create', collection, rkey: `k${i}`, value })
await old.com.atproto.repo.applyWrites({
  repo: did,
  writes: Array.from({ length: 25 }, (_, i) => create(i, { $type: collection, text: `note ${i}` })),
})
await old.com.atproto.repo.createRecord({
  repo: did, collection: 'com.example.picture', rkey: 'p', record: { $type: 'com.example.picture', image: blob, thumb },
})

const fresh = new AtpAgent({ service: to })
const aud = (await fresh.com.atproto.server.describeServer()).data.did
const { token: jwt } = (await old.com.atproto.server.getServiceAuth({ aud, lxm: 'com.atproto.server.createAccount' })).data
await fresh.com.atproto.server.createAccount(
  { handle: newHandle, email: `${newHandle}@example.test`, password, did },
  { headers: { authorization: `Bearer ${jwt}` }, encoding: 'application/json' },
)
await fresh.login({ identifier: newHandle, password })

const dataOf = async (car) => {
  const { root, blocks } = await readCarWithRoot(car)
  const { cborDecode } = await import('@atproto/common')
  return String(cborDecode(blocks.get(root)).data)
}
const seen = {}
const car = (await old.com.atproto.sync.getRepo({ did })).data
seen.before = await dataOf(car)
await fresh.com.atproto.repo.importRepo(car, { encoding: 'application/vnd.ipld.car' })
for (const missing of (await fresh.com.atproto.repo.listMissingBlobs()).data.blobs) {
  const bytes = await old.com.atproto.sync.getBlob({ did, cid: missing.cid })
  // goat names no type at all
  const encoding = missing.cid === String(thumb.ref) ? '*/*' : bytes.headers['content-type']
  await fresh.com.atproto.repo.uploadBlob(bytes.data, { encoding })
}

await old.com.atproto.identity.requestPlcOperationSignature()
let token = password
if (mailbox) {
  const require = createRequire(new URL('../network/package.json', import.meta.url))
  const db = new (require('better-sqlite3'))(mailbox, { readonly: true })
  token = db.prepare("select token from email_token where purpose = 'plc_operation' and did = ?").get(did).token
}
const credentials = (await fresh.com.atproto.identity.getRecommendedDidCredentials()).data
const { operation } = (await old.com.atproto.identity.signPlcOperation({ token, ...credentials })).data
await fresh.com.atproto.identity.submitPlcOperation({ operation })
await fresh.com.atproto.server.activateAccount()
await old.com.atproto.server.deactivateAccount({})

seen.after = await dataOf((await fresh.com.atproto.sync.getRepo({ did })).data)
// Some sign with the account's new key only when they write next
await fresh.com.atproto.repo.createRecord({ repo: did, collection, record: { $type: collection, text: 'at home' } })
// What was imported can be written again
await fresh.com.atproto.repo.putRecord({
  repo: did, collection: 'com.example.picture', rkey: 'p',
  record: { $type: 'com.example.picture', image: blob, thumb, caption: 'at home' },
})
const moved = (await fresh.com.atproto.sync.getRepo({ did })).data
const resolver = new IdResolver({ plcUrl: plc })
const identity = await resolver.did.resolveAtprotoData(did, true)
seen.pds = identity.pds
seen.verified = (await verifyRepoCar(moved, did, identity.signingKey)).creates.length
seen.records = (await fresh.com.atproto.repo.listRecords({ repo: did, collection, limit: 100 })).data.records.length
seen.blob = Buffer.from((await fresh.com.atproto.sync.getBlob({ did, cid: String(blob.ref) })).data).toString()
seen.thumb = (await fresh.com.atproto.sync.getBlob({ did, cid: String(thumb.ref) })).headers['content-type']
seen.status = (await fresh.com.atproto.server.checkAccountStatus()).data
seen.old = (await old.com.atproto.sync.getRepoStatus({ did })).data.status
console.log(JSON.stringify(seen))
