// The soak of tests/soak/main.rs, by grpc-js: calls of every kind on one connection, each with one
// right outcome.
//
// usage: node soak.js FOLDER FILE ADDRESS CALLS LARGE WINDOW
//
// FILE is a .proto that strait exported to FOLDER, LARGE the size of the large messages, WINDOW that
// of a call's window, or 0 for the usual one.
'use strict';
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const CONCURRENCY = 50;
const SMALL = 100;
// Microseconds: longer than any call lasts.
const FOREVER = 10_000_000;

const [folder, file, address, ...numbers] = process.argv.slice(2);
const [calls, large, window] = numbers.map(Number);
const definition = loader.loadSync(file, { includeDirs: [folder], keepCase: true });
const { TestService } = grpc.loadPackageDefinition(definition).grpc.testing;
const options = window ? { 'grpc-node.flow_control_window': window } : {};
const client = new TestService(address, grpc.credentials.createInsecure(), options);

const bounded = () => ({ deadline: Date.now() + 60_000 });
const payload = (size) => ({ body: Buffer.alloc(size) });

function want(size, got) {
  const length = got ? got.body.length : 0;
  if (length !== size) {
    throw new Error(`a payload of ${length} bytes where ${size} were asked for`);
  }
}

function wantCode(code, error) {
  if (!error || error.code !== code) {
    throw new Error(`want code ${code}, got: ${error}`);
  }
}

// A request for `ready` responses at once, and for one more after `pause` if that is not zero.
function output(ready, pause) {
  const parameters = Array.from({ length: ready }, () => ({ size: SMALL }));
  if (pause > 0) {
    parameters.push({ size: SMALL, interval_us: pause });
  }
  return { response_parameters: parameters };
}

// Runs a unary call: its error and its response.
function unary(request) {
  return new Promise((resolve) => {
    client.unaryCall(request, bounded(), (error, response) => resolve({ error, response }));
  });
}

// Reads a stream of responses to its end: its error and what came.
function collect(stream, onData = () => {}) {
  return new Promise((resolve) => {
    const responses = [];
    stream.on('data', (response) => {
      responses.push(response);
      onData(response, responses.length);
    });
    stream.on('error', (error) => resolve({ error, responses }));
    stream.on('end', () => resolve({ error: null, responses }));
  });
}

async function echo(size) {
  const { error, response } = await unary({ response_size: size, payload: payload(size) });
  if (error) throw error;
  want(size, response.payload);
}

async function deadline() {
  const stream = client.streamingOutputCall(output(0, FOREVER), { deadline: Date.now() + 20 });
  wantCode(grpc.status.DEADLINE_EXCEEDED, (await collect(stream)).error);
}

async function cancelled() {
  const stream = client.streamingOutputCall(output(1, FOREVER), bounded());
  const { error, responses } = await collect(stream, () => stream.cancel());
  wantCode(grpc.status.CANCELLED, error);
  if (responses.length !== 1) throw new Error(`${responses.length} responses before the end`);
}

async function failure() {
  const code = grpc.status.FAILED_PRECONDITION;
  const { error } = await unary({ response_status: { code, message: 'soak' } });
  wantCode(code, error);
}

async function responses() {
  const { error, responses } = await collect(client.streamingOutputCall(output(10, 0), bounded()));
  if (error) throw error;
  if (responses.length !== 10) throw new Error(`${responses.length} responses of 10`);
  responses.forEach((response) => want(SMALL, response.payload));
}

async function pingPong() {
  const stream = client.fullDuplexCall(bounded());
  const ping = () => stream.write({ ...output(1, 0), payload: payload(SMALL) });
  const end = collect(stream, (_, n) => (n < 3 ? ping() : stream.end()));
  ping();
  const { error, responses } = await end;
  if (error) throw error;
  if (responses.length !== 3) throw new Error(`${responses.length} answers of 3`);
  responses.forEach((response) => want(SMALL, response.payload));
}

function requests() {
  return new Promise((resolve, reject) => {
    const stream = client.streamingInputCall(bounded(), (error, response) => {
      if (error) return reject(error);
      const bytes = response.aggregated_payload_size;
      return bytes === 3 * SMALL ? resolve() : reject(new Error(`${bytes} bytes were counted`));
    });
    for (let i = 0; i < 3; i++) stream.write({ payload: payload(SMALL) });
    stream.end();
  });
}

function call(n) {
  switch (n % 20) {
    case 1: return deadline();
    case 2: return cancelled();
    case 3: return failure();
    case 4: return responses();
    case 5: return pingPong();
    case 6: return requests();
    default: return echo(n % 200 === 7 ? large : SMALL);
  }
}

async function main() {
  let next = 0;
  let lost = 0;
  async function worker() {
    while (next < calls) {
      const n = next++;
      try {
        await call(n);
      } catch (error) {
        if (++lost <= 10) console.error(`call ${n}: ${error}`);
      }
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  client.close();
  console.log(`calls ${calls} lost ${lost}`);
  process.exitCode = lost === 0 ? 0 : 1;
}

main();
