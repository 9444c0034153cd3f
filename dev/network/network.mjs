// A whole AT Protocol network on loopback: one PLC directory, N PDSes, three accounts.
// usage: node network.mjs DIR-WITH-node_modules [plcPort] [pdsPort...]
import { createRequire } from 'node:module'
import { mkdirSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { tmpdir } from 'node:os'
import { pathToFileURL } from 'node:url'
const t0 = performance.now()
const dir = path.resolve(process.argv[2] ?? '.')
const plcPort = Number(process.argv[3] ?? 2582)
const pdsPorts = process.argv.slice(4).map(Number)
if (!pdsPorts.length) pdsPorts.push(2583)
const require = createRequire(path.join(dir, 'package.json'))
const imp = async (n) => import(pathToFileURL(require.resolve(n)).href)
process.env.LOG_ENABLED ??= 'false'
const plc = await imp('@did-plc/server').then((m) => m.default?.PlcServer ? m.default : m)
const pdsMod = await imp('@atproto/pds')
const { PDS } = pdsMod
const tLoad = performance.now()
// both servers call app.listen(port) with no host: pin them to loopback
const pin = (app) => { const l = app.listen.bind(app); app.listen = (p, ...r) => l(p, '127.0.0.1', ...r) }

const db = process.env.PLC_PG_URL ? plc.Database.postgres({ url: process.env.PLC_PG_URL }) : plc.Database.mock()
if (process.env.PLC_PG_URL) await db.migrateToLatestOrThrow()
const plcServer = plc.PlcServer.create({ db, port: plcPort })
pin(plcServer.app)
await plcServer.start()
const tPlc = performance.now()
const { createHash } = await import('node:crypto'); let hc = 0; const hex = () => createHash('sha256').update('seed' + hc++).digest('hex')
const data = process.env.ATP_DATA ?? path.join(tmpdir(), 'atp-network-' + process.pid)
const servers = []
for (const port of pdsPorts) {
  const d = path.join(data, String(port)); mkdirSync(path.join(d, 'blobs'), { recursive: true })
  const env = {
    devMode: true, port, hostname: 'localhost', serviceDid: `did:web:localhost%3A${port}`,
    dataDirectory: d, blobstoreDiskLocation: path.join(d, 'blobs'),
    adminPassword: 'admin', jwtSecret: hex(), dpopSecret: hex(), plcRotationKeyK256PrivateKeyHex: hex(),
    didPlcUrl: `http://localhost:${plcPort}`, serviceHandleDomains: (process.env.HANDLES ?? '.test').split(','), inviteRequired: false,
    disableSsrfProtection: true, rateLimitsEnabled: process.env.RATE_LIMITS === '1', trustedOAuthClients: [], handleBackupNameservers: [], rateLimitBypassIps: [], crawlers: [],
  }
  const pds = PDS.fromEnv ? await PDS.fromEnv(env) : await PDS.create(pdsMod.envToCfg(env), pdsMod.envToSecrets(env))
  pin(pds.app)
  await pds.start()
  servers.push(pds)
}
const tPds = performance.now()
const xrpc = async (port, nsid, body) => {
  const r = await fetch(`http://127.0.0.1:${port}/xrpc/${nsid}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const j = await r.json(); if (!r.ok) throw new Error(nsid + ' ' + JSON.stringify(j)); return j
}
const accounts = {}
for (const [i, name] of ['alice', 'bob', 'eve'].entries()) {
  const port = pdsPorts[i % pdsPorts.length]
  const r = await xrpc(port, 'com.atproto.server.createAccount', { handle: `${name}.test`, email: `${name}@example.test`, password: `pw-${name}` }).catch(() => xrpc(port, 'com.atproto.server.createSession', { identifier: `${name}.test`, password: `pw-${name}` }))
  accounts[name] = { did: r.did, handle: r.handle, pds: `http://localhost:${port}`, accessJwt: r.accessJwt, password: `pw-${name}` }
  console.log(name, r.did, `http://localhost:${port}`)
}
const tAcc = performance.now()
writeFileSync(path.join(data, 'net.json'), JSON.stringify({ plc: `http://localhost:${plcPort}`, accounts }, null, 1))
const ms = (a, b) => Math.round(b - a)
console.log(`ready node ${process.version} load ${ms(t0, tLoad)}ms plc ${ms(tLoad, tPlc)}ms pds ${ms(tPlc, tPds)}ms accounts ${ms(tPds, tAcc)}ms rss ${Math.round(process.memoryUsage().rss / 1e6)}MB data ${data}`)
const stop = async () => { for (const s of servers) await s.destroy(); await plcServer.destroy(); process.exit(0) }
process.on('SIGTERM', stop); process.on('SIGINT', stop)
