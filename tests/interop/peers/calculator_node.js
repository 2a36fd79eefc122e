/* The calculator with node's soap package, both roles:
 *     node calculator_node.js server WSDL PORT 1.1|1.2
 *     node calculator_node.js client WSDL URL 1.1|1.2
 * The client's exit code is 0 when every answer was right. NODE_PATH: the folder of the package.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
'use strict';
const fs = require('fs');
const http = require('http');
const soap = require('soap');
const [, , role, wsdl, where, version] = process.argv;

function divide({ a, b }) {
    if (b != 0) return { result: Math.trunc(a / b) };
    const reason = 'A number cannot be divided by zero.';
    const detail = { 'tns:DivisionFault': { 'tns:dividend': a, 'tns:reason': 'division by zero' } };
    throw version == '1.2'
        ? { Fault: { Code: { Value: 'soap:Sender' }, Reason: { Text: reason }, Detail: detail, statusCode: 500 } }
        : { Fault: { faultcode: 'soap:Client', faultstring: reason, detail: detail, statusCode: 500 } };
}

function serve() {
    const port = {
        Add: ({ a, b }) => ({ result: Number(a) + Number(b) }),
        Subtract: ({ a, b }) => ({ result: a - b }),
        Echo: ({ text }) => ({ text }),
        Note: () => undefined,
        Divide: divide,
    };
    const server = http.createServer((request, response) => response.writeHead(404).end());
    server.keepAliveTimeout = 30000;
    server.listen(Number(where), '127.0.0.1', () => {
        const options = { path: '/calculator', xml: fs.readFileSync(wsdl, 'utf8'), forceSoap12Headers: version == '1.2',
            services: { CalculatorService: { Soap11: port, Soap12: port } }, returnFault: true };
        soap.listen(server, options);
        console.log('ready');
    });
}

let wrong = 0;
function check(held, what) {
    console.log(what + ': ' + (held ? 'right' : 'wrong'));
    if (!held) wrong++;
}

async function call() {
    const text = 'Gr\u00fc\u00dfe <&> \u20ac \u{1f600}';
    const client = await soap.createClientAsync(wsdl, { endpoint: where, forceSoap12Headers: version == '1.2' });
    check((await client.AddAsync({ a: 2, b: 3 }))[0].result === 5, '2 + 3');
    check((await client.SubtractAsync({ a: 2, b: 3 }))[0].result === -1, '2 - 3');
    check((await client.EchoAsync({ text }))[0].text === text, 'echo');
    try {
        await client.DivideAsync({ a: 7, b: 0 });
        check(false, '7 / 0 gave no fault');
    } catch (error) {
        check(error.message.includes('divided by zero'), '7 / 0, a fault with its reason');
        const fault = error.root.Envelope.Body.Fault;
        const detail = fault.detail || fault.Detail;
        check(Number(detail.DivisionFault.dividend) === 7, 'and its detail');
    }
    await client.NoteAsync({ text: 'all is well' });
    check(true, 'note');
}

if (role == 'server') serve();
else call().catch(error => check(false, String(error && error.stack))).then(() => process.exit(wrong ? 1 : 0));
