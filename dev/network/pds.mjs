// One PDS on loopback that registers its accounts in a did:plc directory of somebody else's.
// usage: node pds.mjs PORT DIRECTORY-URL DATA-FOLDER [TOKEN-SECRET]
import { createHash } from 'node:crypto'
import dns from 'node:dns'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import * as pdsMod from '@atproto/pds'

// names of the Internet that lead to this machine, for this process alone: in the environment, separated by commas
const here = new Set((process.env.NAMES_HERE ?? '').split(','))
const lookup = dns.lookup
dns.lookup = (name, ...rest) => lookup(here.has(name) ? '127.0.0.1' : name, ...rest)

const [port, didPlcUrl, data, tokenSecret = 'first'] = process.argv.slice(2)
process.env.LOG_ENABLED ??= 'false'
const hex = (seed) => createHash('sha256').update(seed).digest('hex')
const blobs = path.join(data, 'blobs')
mkdirSync(blobs, { recursive: true })
const env = {
  devMode: true, port: Number(port), hostname: 'localhost', serviceDid: `did:web:localhost%3A${port}`,
  dataDirectory: data, blobstoreDiskLocation: blobs,
  adminPassword: 'admin', jwtSecret: hex('jwt ' + tokenSecret), dpopSecret: hex('dpop'), plcRotationKeyK256PrivateKeyHex: hex('plc'),
  didPlcUrl, serviceHandleDomains: ['.test'], inviteRequired: false, disableSsrfProtection: true,
  rateLimitsEnabled: false, trustedOAuthClients: [], handleBackupNameservers: [], rateLimitBypassIps: [], crawlers: [],
}
const { PDS } = pdsMod
const pds = PDS.fromEnv ? await PDS.fromEnv(env) : await PDS.create(pdsMod.envToCfg(env), pdsMod.envToSecrets(env))
// the server calls app.listen(port) with no host: pin it to loopback
const listen = pds.app.listen.bind(pds.app)
pds.app.listen = (p, ...rest) => listen(p, '127.0.0.1', ...rest)
await pds.start()
console.log('ready')
const stop = async () => { await pds.destroy(); process.exit(0) }
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
