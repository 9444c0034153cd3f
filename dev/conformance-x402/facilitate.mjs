// Has a facilitator verify and settle, as a reference resource server does. usage: node facilitate.mjs <facilitator> <token> <private key> <payee>
// Prints one JSON line: what is supported, verified, settled, and settled again.
// The payment is good for ten minutes: a chain on which many blocks were mined at once is ahead of the clock by as many seconds.
import { HTTPFacilitatorClient } from '@x402/core/server'
import { x402Client } from '@x402/core/client'
import { registerExactEvmScheme } from '@x402/evm/exact/client'
import { privateKeyToAccount } from 'viem/accounts'

const [url, token, key, payTo] = process.argv.slice(2)
const headers = { Authorization: `Bearer ${token}` }
const facilitator = new HTTPFacilitatorClient({ url, createAuthHeaders: async () => ({ verify: headers, settle: headers, supported: headers }) })
const client = new x402Client()
registerExactEvmScheme(client, { signer: privateKeyToAccount(key) })
const requirement = {
  scheme: 'exact', network: 'eip155:84532', amount: '20000', asset: '0x036CbD53842c5426634e7929541eC2318f3dCF7e', payTo,
  maxTimeoutSeconds: 600, extra: { name: 'USDC', version: '2' },
}
const payment = await client.createPaymentPayload({
  x402Version: 2, resource: { url: 'https://shop.example/a', description: '', mimeType: '' }, accepts: [requirement],
})
const supported = await facilitator.getSupported()
const verified = await facilitator.verify(payment, requirement)
const settled = await facilitator.settle(payment, requirement)
const again = await facilitator.settle(payment, requirement)
console.log(JSON.stringify({ supported, verified, settled, again }))
