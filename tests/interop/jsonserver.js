// SPDX-License-Identifier: GPL-3.0-or-later
// json-server as its own README starts it, on a free port of 127.0.0.1: `node jsonserver.js PACKAGES DB LOG`.
// Prints its address; LOG gets a line for each request. PACKAGES is the folder that has json-server in node_modules.
'use strict'
const fs = require('fs')
const [packages, db, log] = process.argv.slice(2)
const jsonServer = require('module').createRequire(packages + '/')('json-server')

const app = jsonServer.create()
app.use((request, response, next) => {
  const url = new URL(request.url, 'http://127.0.0.1')
  response.on('finish', () => fs.appendFileSync(log, JSON.stringify({
    method: request.method, path: url.pathname, query: Object.fromEntries(url.searchParams), status: response.statusCode
  }) + '\n'))
  next()
})
app.use(jsonServer.defaults({ logger: false }))
app.use(jsonServer.router(db))
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
