// node lexicons.mjs <folder>: what @atproto/lexicon makes of each document in it, and of all together.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Lexicons, parseLexiconDoc } from '@atproto/lexicon'

const files = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? files(path.join(dir, e.name)) : e.name.endsWith('.json') ? [path.join(dir, e.name)] : [])
const lexicons = new Lexicons()
const refused = {}
let accepted = 0
for (const file of files(process.argv[2])) {
  try {
    lexicons.add(parseLexiconDoc(JSON.parse(readFileSync(file, 'utf8'))))
    accepted++
  } catch (e) {
    refused[file] = String(e.message).slice(0, 300)
  }
}
console.log(JSON.stringify({ accepted, refused }))
