// Pays for a URL as the reference client does. usage: node pay.mjs <url> <private key>
// Prints one JSON line: status, body, and what the response header says.
import { decodePaymentResponseHeader, wrapFetchWithPayment, x402Client } from '@x402/fetch'
import { registerExactEvmScheme } from '@x402/evm/exact/client'
import { privateKeyToAccount } from 'viem/accounts'

const [url, key] = process.argv.slice(2)
const client = new x402Client()
registerExactEvmScheme(client, { signer: privateKeyToAccount(key) })
// Said aloud, so that a test can hold what the client really sends.
const sent = {}
const recording = async (input, init) => {
  const headers = new Headers(input instanceof Request ? input.headers : init?.headers)
  for (const name of ['PAYMENT-SIGNATURE', 'X-PAYMENT']) if (headers.has(name)) sent[name] = headers.get(name)
  return fetch(input, init)
}
const answer = await wrapFetchWithPayment(recording, client)(url)
const header = answer.headers.get('PAYMENT-RESPONSE') ?? answer.headers.get('X-PAYMENT-RESPONSE')
console.log(JSON.stringify({ status: answer.status, body: await answer.text(), response: header && decodePaymentResponseHeader(header), sent }))
