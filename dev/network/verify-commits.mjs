// Verifies recorded commits one after the other with @atproto/repo: signature, and that the tree holds what is said.
// usage: node verify-commits.mjs FILE    (a line each: {did, key, car, claims}); prints commits a second
import { readFileSync } from 'node:fs'
import { verifyProofs } from '@atproto/repo'
import { parseCid } from '@atproto/lex-data'
const commits = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line))
  .map((c) => ({ ...c, car: new Uint8Array(Buffer.from(c.car, 'base64')), claims: c.claims.map((claim) => ({ ...claim, cid: parseCid(claim.cid) })) }))
const all = async () => {
  for (const c of commits) {
    const { unverified } = await verifyProofs(c.car, c.claims, c.did, c.key)
    if (unverified.length) throw new Error('not verified: ' + c.did)
  }
}
await all() // the JIT learns
const t = performance.now()
await all()
console.log((commits.length / (performance.now() - t) * 1000).toFixed(1))
