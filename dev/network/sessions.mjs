// The OAuth sessions that a PDS keeps, as JSON: client, key by which the client proves itself, account.
// usage: node sessions.mjs DATA-FOLDER
import path from 'node:path'
import Database from 'better-sqlite3'

const accounts = new Database(path.join(process.argv[2], 'account.sqlite'), { readonly: true, fileMustExist: true })
const sessions = accounts.prepare('select did, clientId, clientAuth from token order by did').all()
console.log(JSON.stringify(sessions.map(({ did, clientId, clientAuth }) => ({ did, client: clientId, ...JSON.parse(clientAuth) }))))
