// The official interop service on Node: `server.js PROTOS`. Says `listening on PORT`.

'use strict';

const { grpc, testing } = require('./load')(process.argv[2]);

const INITIAL = 'x-grpc-test-echo-initial';
const TRAILING = 'x-grpc-test-echo-trailing-bin';

const payload = (size) => ({ type: 'COMPRESSABLE', body: Buffer.alloc(size) });
const asError = ({ code, message }) => ({ code, details: message });

/** Sends what is to be echoed first, and gives what is to be echoed last. */
function echo(call) {
  const [initial, trailers] = [new grpc.Metadata(), new grpc.Metadata()];
  call.metadata.get(INITIAL).forEach((value) => initial.add(INITIAL, value));
  call.metadata.get(TRAILING).forEach((value) => trailers.add(TRAILING, value));
  if (initial.get(INITIAL).length > 0) call.sendMetadata(initial);
  return trailers;
}

function respond(call, request) {
  for (const { size } of request.response_parameters) call.write({ payload: payload(size) });
}

const handlers = {
  EmptyCall: (call, done) => done(null, {}),
  UnaryCall(call, done) {
    const trailers = echo(call);
    const { response_status: status, response_size: size, fill_server_id: id } = call.request;
    if (status?.code) return done(asError(status), null, trailers);
    const server_id = id ? `node-${process.pid}` : '';
    return done(null, { payload: payload(size), server_id }, trailers);
  },
  StreamingOutputCall(call) {
    const trailers = echo(call);
    respond(call, call.request);
    call.end(trailers);
  },
  StreamingInputCall(call, done) {
    let aggregated_payload_size = 0;
    call.on('data', ({ payload }) => (aggregated_payload_size += payload.body.length));
    call.on('end', () => done(null, { aggregated_payload_size }));
  },
  FullDuplexCall(call) {
    const trailers = echo(call);
    call.on('data', (request) => {
      const { response_status: status } = request;
      if (status?.code) call.emit('error', asError(status));
      else respond(call, request);
    });
    call.on('end', () => call.end(trailers));
  },
};

const server = new grpc.Server({ 'grpc.max_receive_message_length': 16 * 1024 * 1024 });
server.addService(testing.TestService.service, handlers);
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`listening on ${port}`);
});
