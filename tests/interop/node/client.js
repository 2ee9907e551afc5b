// The official interop cases from Node: `client.js PROTOS CASE,CASE,… --server_port=PORT`. Says
// `passed CASE` or `failed CASE: WHY` of each. The service is read from the folder PROTOS, where
// strait's own export is.

'use strict';

const assert = require('node:assert');
const { grpc, testing } = require('./load')(process.argv[2]);

const { status } = grpc;
const REQUESTS = [27182, 8, 1828, 45904];
const RESPONSES = [31415, 9, 2653, 58979];
const INITIAL = 'x-grpc-test-echo-initial';
const TRAILING = 'x-grpc-test-echo-trailing-bin';

const payload = (size) => ({ type: 'COMPRESSABLE', body: Buffer.alloc(size) });
const asking = (response, request) => ({
  response_parameters: [{ size: response }],
  payload: payload(request),
});

/** The message of a unary call, and what came beside it. */
function unary(client, method, request, metadata = new grpc.Metadata(), options = {}) {
  const seen = {};
  return new Promise((resolve, reject) => {
    const done = (error, message) => {
      seen.message = message;
      // So that the status, with the trailers, has come too.
      if (error) reject(error);
    };
    const call = client[method](request, metadata, options, done);
    call.on('metadata', (initial) => (seen.initial = initial));
    call.on('status', ({ code, metadata: trailers }) => {
      seen.trailers = trailers;
      if (code === status.OK) setImmediate(() => resolve(seen));
    });
  });
}

/** The one result of a stream of requests. */
function streaming(client, send, metadata = new grpc.Metadata()) {
  return new Promise((resolve, reject) => {
    const call = client.StreamingInputCall(metadata, (error, response) =>
      error ? reject(error) : resolve(response),
    );
    send(call);
  });
}

/** A stream of responses as a queue: `next()` is a message, or undefined at the end. */
function queue(call) {
  const iterator = call[Symbol.asyncIterator]();
  return async () => (await iterator.next()).value;
}

async function failsWith(code, promise, message) {
  const error = await promise.then(
    (value) => assert.fail(`the call should have failed, but gave ${JSON.stringify(value)}`),
    (error) => error,
  );
  assert.strictEqual(error.code, code, String(error));
  if (message !== undefined) assert.strictEqual(error.details, message);
}

async function large(client, request, response, more = {}, options = {}) {
  const all = { response_size: response, payload: payload(request), ...more };
  const { message } = await unary(client, 'UnaryCall', all, new grpc.Metadata(), options);
  assert.strictEqual(message.payload.body.length, response);
}

async function compressedStream(client, parts) {
  const response = await streaming(client, (call) => {
    for (const [size, compressed] of parts) {
      call.write({ payload: payload(size), expect_compressed: { value: compressed } });
    }
    call.end();
  });
  const sum = parts.reduce((sum, [size]) => sum + size, 0);
  assert.strictEqual(response.aggregated_payload_size, sum);
}

const cases = {
  async empty_unary({ client }) {
    assert.deepStrictEqual((await unary(client, 'EmptyCall', {})).message, {});
  },
  async large_unary({ client }) {
    await large(client, 271828, 314159);
  },
  async very_large_request({ client }) {
    await large(client, 10 * 1024 * 1024, 10);
  },
  async client_streaming({ client }) {
    const response = await streaming(client, (call) => {
      REQUESTS.forEach((size) => call.write({ payload: payload(size) }));
      call.end();
    });
    assert.strictEqual(response.aggregated_payload_size, 74922);
  },
  async server_streaming({ client }) {
    const response_parameters = RESPONSES.map((size) => ({ size }));
    const sizes = [];
    for await (const { payload } of client.StreamingOutputCall({ response_parameters })) {
      sizes.push(payload.body.length);
    }
    assert.deepStrictEqual(sizes, RESPONSES);
  },
  async ping_pong({ client }) {
    const call = client.FullDuplexCall();
    const next = queue(call);
    for (let i = 0; i < REQUESTS.length; i++) {
      call.write(asking(RESPONSES[i], REQUESTS[i]));
      assert.strictEqual((await next()).payload.body.length, RESPONSES[i]);
    }
    call.end();
    assert.strictEqual(await next(), undefined);
  },
  async empty_stream({ client }) {
    const call = client.FullDuplexCall();
    call.end();
    assert.strictEqual(await queue(call)(), undefined);
  },
  async cancel_after_begin({ client }) {
    await failsWith(status.CANCELLED, streaming(client, (call) => setImmediate(() => call.cancel())));
  },
  async cancel_after_first_response({ client }) {
    const call = client.FullDuplexCall();
    const next = queue(call);
    call.write(asking(31415, 27182));
    assert.strictEqual((await next()).payload.body.length, 31415);
    call.cancel();
    await failsWith(status.CANCELLED, next());
  },
  async timeout_on_sleeping_server({ client }) {
    const call = client.FullDuplexCall({ deadline: Date.now() + 1 });
    call.on('error', () => {});
    call.write({ payload: payload(27182) });
    await failsWith(status.DEADLINE_EXCEEDED, queue(call)());
  },
  async custom_metadata({ client }) {
    const metadata = new grpc.Metadata();
    const bytes = Buffer.from('0a0b0a0b0a0b', 'hex');
    metadata.set(INITIAL, 'test_initial_metadata_value');
    metadata.set(TRAILING, bytes);
    const echoed = ({ initial, trailers }) => {
      assert.deepStrictEqual(initial.get(INITIAL), ['test_initial_metadata_value']);
      assert.deepStrictEqual(trailers.get(TRAILING), [bytes]);
    };
    const request = { response_size: 1, payload: payload(1) };
    echoed(await unary(client, 'UnaryCall', request, metadata));

    const call = client.FullDuplexCall(metadata);
    const seen = {};
    call.on('metadata', (initial) => (seen.initial = initial));
    const ended = new Promise((resolve) => call.on('status', resolve));
    const next = queue(call);
    call.write(asking(1, 1));
    await next();
    call.end();
    assert.strictEqual(await next(), undefined);
    echoed({ ...seen, trailers: (await ended).metadata });
  },
  async status_code_and_message({ client }) {
    const message = 'test status message';
    const response_status = { code: status.UNKNOWN, message };
    await failsWith(status.UNKNOWN, unary(client, 'UnaryCall', { response_status }), message);
    const call = client.FullDuplexCall();
    call.write({ response_status });
    call.end();
    await failsWith(status.UNKNOWN, queue(call)(), message);
  },
  async special_status_message({ client }) {
    const message = '\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n';
    const response_status = { code: status.UNKNOWN, message };
    await failsWith(status.UNKNOWN, unary(client, 'UnaryCall', { response_status }), message);
  },
  async unimplemented_method({ client }) {
    await failsWith(status.UNIMPLEMENTED, unary(client, 'UnimplementedCall', {}));
  },
  async unimplemented_service({ connect }) {
    const absent = connect(testing.UnimplementedService);
    await failsWith(status.UNIMPLEMENTED, unary(absent, 'UnimplementedCall', {}));
    absent.close();
  },
  async pick_first_unary({ client }) {
    const ids = new Set();
    for (let i = 0; i < 100; i++) {
      const request = { response_size: 1, payload: payload(1), fill_server_id: true };
      ids.add((await unary(client, 'UnaryCall', request)).message.server_id);
    }
    assert.ok(ids.size === 1 && !ids.has(''), [...ids].join());
  },
  async client_compressed_unary({ client, connect }) {
    const [compressed, plain] = [{ value: true }, { value: false }];
    const probe = { payload: payload(271828), expect_compressed: compressed };
    await failsWith(status.INVALID_ARGUMENT, unary(client, 'UnaryCall', probe));
    const compressing = connect(testing.TestService, GZIP);
    await large(compressing, 271828, 314159, { expect_compressed: compressed });
    await large(client, 271828, 314159, { expect_compressed: plain });
    compressing.close();
  },
  /** grpc-js compresses all messages of a call or none. */
  async client_compressed_streaming({ client, connect }) {
    await failsWith(status.INVALID_ARGUMENT, compressedStream(client, [[27182, true]]));
    const compressing = connect(testing.TestService, GZIP);
    await compressedStream(compressing, [[27182, true], [45904, true]]);
    compressing.close();
  },
  /** grpc-js does not tell how a message came: what is seen is that it can be read. */
  async server_compressed_unary({ client }) {
    await large(client, 271828, 314159, { response_compressed: { value: true } });
    await large(client, 271828, 314159, { response_compressed: { value: false } });
  },
  async server_compressed_streaming({ client }) {
    const response_parameters = [
      { size: 31415, compressed: { value: true } },
      { size: 92653, compressed: { value: false } },
    ];
    const sizes = [];
    for await (const { payload } of client.StreamingOutputCall({ response_parameters })) {
      sizes.push(payload.body.length);
    }
    assert.deepStrictEqual(sizes, [31415, 92653]);
  },
};

const GZIP = { 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip };

async function main() {
  const port = process.argv[4].replace('--server_port=', '');
  const connect = (service, options = {}) =>
    new service(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
  for (const name of process.argv[3].split(',')) {
    const client = connect(testing.TestService);
    try {
      await cases[name]({ client, connect });
      console.log(`passed ${name}`);
    } catch (error) {
      console.log(`failed ${name}: ${String(error.stack).replaceAll('\n', ' ')}`);
    }
    client.close();
  }
  process.exit(0);
}

main();
