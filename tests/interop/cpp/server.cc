// The official interop service in C++. Says `listening on PORT`. The service is generated from
// strait's own export.

#include <iostream>
#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>
#include <unistd.h>

#include "grpc/testing.grpc.pb.h"

namespace pb = grpc::testing;
using grpc::ServerContext;
using grpc::Status;
using grpc::StatusCode;

namespace {

void Fill(pb::Payload* payload, int size) { payload->set_body(std::string(size, '\0')); }

void Echo(ServerContext* context) {
  for (const auto& [key, value] : context->client_metadata()) {
    const std::string text(value.data(), value.size());
    if (key == "x-grpc-test-echo-initial") {
      context->AddInitialMetadata("x-grpc-test-echo-initial", text);
    } else if (key == "x-grpc-test-echo-trailing-bin") {
      context->AddTrailingMetadata("x-grpc-test-echo-trailing-bin", text);
    }
  }
}

template <typename Request>
bool Fails(const Request& request) {
  return request.response_status().code() != 0;
}

template <typename Request>
Status Failure(const Request& request) {
  return Status(static_cast<StatusCode>(request.response_status().code()),
                request.response_status().message());
}

template <typename Stream>
void Respond(ServerContext* context, const pb::StreamingOutputCallRequest& request,
             Stream* stream) {
  for (const auto& wanted : request.response_parameters()) {
    grpc::WriteOptions options;
    if (!wanted.compressed().value()) options.set_no_compression();
    pb::StreamingOutputCallResponse response;
    Fill(response.mutable_payload(), wanted.size());
    stream->Write(response, options);
  }
}

class Service final : public pb::TestService::Service {
  Status EmptyCall(ServerContext*, const pb::Empty*, pb::Empty*) override { return Status::OK; }

  Status UnaryCall(ServerContext* context, const pb::SimpleRequest* request,
                   pb::SimpleResponse* response) override {
    Echo(context);
    if (Fails(*request)) return Failure(*request);
    if (request->response_compressed().value()) {
      context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
    }
    if (request->fill_server_id()) response->set_server_id("cpp-" + std::to_string(getpid()));
    Fill(response->mutable_payload(), request->response_size());
    return Status::OK;
  }

  Status StreamingOutputCall(
      ServerContext* context, const pb::StreamingOutputCallRequest* request,
      grpc::ServerWriter<pb::StreamingOutputCallResponse>* stream) override {
    Echo(context);
    for (const auto& wanted : request->response_parameters()) {
      if (wanted.compressed().value()) context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
    }
    Respond(context, *request, stream);
    return Status::OK;
  }

  Status StreamingInputCall(ServerContext*,
                            grpc::ServerReader<pb::StreamingInputCallRequest>* stream,
                            pb::StreamingInputCallResponse* response) override {
    pb::StreamingInputCallRequest request;
    int sum = 0;
    while (stream->Read(&request)) sum += request.payload().body().size();
    response->set_aggregated_payload_size(sum);
    return Status::OK;
  }

  Status FullDuplexCall(ServerContext* context,
                        grpc::ServerReaderWriter<pb::StreamingOutputCallResponse,
                                                 pb::StreamingOutputCallRequest>* stream) override {
    Echo(context);
    pb::StreamingOutputCallRequest request;
    while (stream->Read(&request)) {
      if (Fails(request)) return Failure(request);
      Respond(context, request, stream);
    }
    return Status::OK;
  }
};

}  // namespace

int main() {
  Service service;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.SetMaxReceiveMessageSize(16 * 1024 * 1024);
  builder.RegisterService(&service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  std::cout << "listening on " << port << std::endl;
  server->Wait();
}
