// node limits.mjs <pds url>: makes an account and tells the policies of rate limits that the headers tell, by method.
import { AtpAgent } from '@atproto/api'

const policies = async (service) => {
  const agent = new AtpAgent({ service })
  const handle = `rate${Date.now() % 1e9}.test`
  const password = 'correct horse battery'
  const seen = {}
  const note = (name, headers) => { seen[name] = headers['ratelimit-policy'] ?? headers.get?.('ratelimit-policy') ?? null }
  const created = await agent.createAccount({ handle, password, email: `${handle}@example.test` })
  note('createAccount', created.headers)
  note('createSession', (await agent.com.atproto.server.createSession({ identifier: handle, password })).headers)
  const wrong = await agent.com.atproto.server.createSession({ identifier: handle, password: 'wrong' }).catch((e) => e)
  seen.wrongPassword = [wrong.status, wrong.error]
  note('updateHandle', (await agent.com.atproto.identity.updateHandle({ handle: `x${handle}` })).headers)
  note('uploadBlob', (await agent.uploadBlob(Buffer.from('x'), { encoding: 'text/plain' })).headers)
  note('requestAccountDelete', (await agent.com.atproto.server.requestAccountDelete()).headers)
  let last
  for (let i = 0; i < 31 && last?.status !== 429; i++) {
    last = await agent.com.atproto.server.createSession({ identifier: 'nobody.test', password: 'wrong' }).catch((e) => e)
  }
  seen.tooMany = [last.status, last.error, last.headers['ratelimit-policy'], last.headers['ratelimit-remaining']]
  seen.reset = Math.abs(Number(last.headers['ratelimit-reset']) - Date.now() / 1000 - 300) < 60
  return seen
}
console.log(JSON.stringify(await policies(process.argv[2])))
process.exit(0)
