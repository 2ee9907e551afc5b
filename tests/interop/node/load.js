// The service as it stands in a folder of `.proto` files, and gRPC for Node.

'use strict';

const path = require('node:path');
const { createRequire } = require('node:module');

module.exports = (protos) => {
  // Installed elsewhere; the environment says where.
  const require = createRequire(path.join(process.env.STRAIT_NODE_PEER, 'package.json'));
  const grpc = require('@grpc/grpc-js');
  const definition = require('@grpc/proto-loader').loadSync('grpc/testing.proto', {
    includeDirs: [protos],
    keepCase: true,
    enums: String,
    defaults: true,
  });
  return { grpc, testing: grpc.loadPackageDefinition(definition).grpc.testing };
};
