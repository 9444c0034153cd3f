// node firehose.mjs <pds url> <cursor> <count>: what @atproto/sync's Firehose hands on, checked commit by commit, until it
// has <count> events; anything it finds wrong ends up in "errors".
import { Firehose } from '@atproto/sync'
import { IdResolver } from '@atproto/identity'

const [service, cursor, count] = process.argv.slice(2)
const resolver = new IdResolver({ plcUrl: `${service}/plc` })
// Handles under .test mean something to this PDS alone
resolver.handle.resolve = async (handle) => {
  const answer = await fetch(`${service}/xrpc/com.atproto.identity.resolveHandle?handle=${handle}`)
  return (await answer.json()).did
}
const events = []
const errors = []
const end = () => {
  console.log(JSON.stringify({ events, errors }))
  process.exit(errors.length ? 1 : 0)
}
// Its own getCursor is never called without a runner; this one hands on one event after the other
let last = Promise.resolve()
const runner = {
  getCursor: () => Number(cursor),
  trackEvent: (did, seq, handle) => (last = last.then(handle)),
}
const firehose = new Firehose({
  service: service.replace('http', 'ws'),
  idResolver: resolver,
  unauthenticatedCommits: false,
  unauthenticatedHandles: false,
  runner,
  handleEvent: (e) => {
    events.push({ event: e.event, seq: e.seq, did: e.did, rkey: e.rkey, text: e.record?.text, handle: e.handle, active: e.active })
    if (events.length >= Number(count)) end()
  },
  onError: (e) => {
    errors.push(`${e.message}: ${e.cause}`)
    end()
  },
})
setTimeout(end, 30_000)
firehose.start()
