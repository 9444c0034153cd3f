// node verify-repo.mjs <car file> <did> <did:key>: what @atproto/repo makes of a repository; fails when it refuses it.
import { readFileSync } from 'node:fs'
import { verifyRepoCar } from '@atproto/repo'

const [car, did, key] = process.argv.slice(2)
const { commit, creates } = await verifyRepoCar(readFileSync(car), did, key)
console.log(JSON.stringify({ commit: commit.cid.toString(), paths: creates.map((c) => `${c.collection}/${c.rkey}`) }))
