// node plc.mjs <pds url>: the life of a DID in our directory by @did-plc/lib, and on the same operations what @did-plc/server
// says: "ours" and "theirs" are the verdicts, in order.
import http from 'node:http'
import { Secp256k1Keypair, P256Keypair } from '@atproto/crypto'
import lib from '@did-plc/lib'
import server from '@did-plc/server'
import { cidForCbor } from '@atproto/common'

const plcServer = server.PlcServer.create({ db: server.Database.mock(), port: 0 })
const listen = plcServer.app.listen.bind(plcServer.app)
plcServer.app.listen = (port, ...rest) => listen(port, '127.0.0.1', ...rest)
const listening = await plcServer.start()
const theirs = new lib.Client(`http://127.0.0.1:${listening.address().port}`)
const ours = new lib.Client(`${process.argv[2]}/plc`)

const [recovery, rotation, stranger] = [await P256Keypair.create(), await Secp256k1Keypair.create(), await Secp256k1Keypair.create()]
const signing = (await Secp256k1Keypair.create()).did()
const verdicts = { ours: [], theirs: [], names: [] }
const verdict = async (name, did, op) => {
  verdicts.names.push(name)
  for (const [who, client] of Object.entries({ ours, theirs })) {
    verdicts[who].push(await client.sendOperation(did, op).then(() => true, () => false))
  }
}
const create = await lib.createOp({
  signingKey: signing, handle: 'alice.test', pds: 'https://pds.example',
  rotationKeys: [recovery.did(), rotation.did()], signer: rotation,
})
const { did } = create
const signed = (last, signer, change) => lib.createUpdateOp(last, signer, (op) => ({ ...op, ...change }))
await verdict('a did of another operation', `did:plc:${'a'.repeat(24)}`, create.op)
await verdict('create', did, create.op)
await verdict('update by a stranger', did, await signed(create.op, stranger, { alsoKnownAs: ['at://eve.test'] }))
const renamed = await signed(create.op, rotation, { alsoKnownAs: ['at://alicia.test'] })
await verdict('forged after signing', did, { ...renamed, alsoKnownAs: ['at://eve.test'] })
await verdict('rename', did, renamed)
const fork = await signed(create.op, rotation, { alsoKnownAs: ['at://other.test'] })
await verdict('a fork by the same key', did, fork)
const theft = await signed(renamed, rotation, { rotationKeys: [rotation.did()] })
await verdict('the weaker key throws the stronger out', did, theft)
await verdict('the stronger key follows what has thrown it out', did, await signed(theft, recovery, { services: {} }))
const rescue = await signed(renamed, recovery, { rotationKeys: [recovery.did(), rotation.did()], services: {} })
await verdict('the stronger key undoes it', did, rescue)
await verdict('what was undone is followed', did, await signed(theft, rotation, { alsoKnownAs: [] }))
await verdict('a key that is none', did, await signed(rescue, recovery, { rotationKeys: ['did:key:zNonsense'] }))
await verdict('a service without a type', did, await signed(rescue, recovery, { services: { a: { endpoint: 'https://x.example' } } }))
await verdict('an alias that is no list', did, await signed(rescue, recovery, { alsoKnownAs: 'at://alice.test' }))
await verdict('a tombstone by the weaker key', did, await lib.tombstoneOp(await cidForCbor(rescue), rotation))
verdicts.gone = await ours.getDocument(did).then(() => 0, (e) => e.status)
const revived = await signed(rescue, recovery, { alsoKnownAs: ['at://alice.test'] })
await verdict('the stronger key undoes the end', did, revived)

const log = (entries) => entries.map((e) => [e.cid, e.nullified])
verdicts.sameLog = JSON.stringify(log(await ours.getAuditableLog(did))) === JSON.stringify(log(await theirs.getAuditableLog(did)))
verdicts.sameData = JSON.stringify(Object.entries(await ours.getDocumentData(did)).sort()) ===
  JSON.stringify(Object.entries(await theirs.getDocumentData(did)).sort())
verdicts.last = (await ours.getLastOp(did)).sig === revived.sig
verdicts.valid = (await lib.validateOperationLog(did, await ours.getOperationLog(did))).did === did
console.log(JSON.stringify(verdicts))
process.exit(0)
