// The official interop cases from C++: `client CASE,CASE,… PORT`. Says `passed CASE` or
// `failed CASE: WHY` of each. The stubs are generated from strait's own export.

#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "grpc/testing.grpc.pb.h"

namespace pb = grpc::testing;
using grpc::ClientContext;
using grpc::Status;
using grpc::StatusCode;

namespace {

const std::vector<int> kRequests = {27182, 8, 1828, 45904};
const std::vector<int> kResponses = {31415, 9, 2653, 58979};
const char kInitial[] = "x-grpc-test-echo-initial";
const char kTrailing[] = "x-grpc-test-echo-trailing-bin";
const std::string kInitialValue = "test_initial_metadata_value";
const std::string kTrailingValue = "\x0a\x0b\x0a\x0b\x0a\x0b";

struct Peer {
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<pb::TestService::Stub> stub;
};

void Check(bool holds, const std::string& why) {
  if (!holds) throw std::runtime_error(why);
}

void CheckStatus(const Status& status, StatusCode code) {
  std::ostringstream why;
  why << "want code " << code << ", got " << status.error_code() << ": " << status.error_message();
  Check(status.error_code() == code, why.str());
}

void CheckSize(const pb::Payload& payload, int size) {
  Check(static_cast<int>(payload.body().size()) == size,
        "want " + std::to_string(size) + " bytes, got " + std::to_string(payload.body().size()));
}

pb::SimpleRequest Simple(int request, int response) {
  pb::SimpleRequest simple;
  simple.set_response_size(response);
  simple.mutable_payload()->set_body(std::string(request, '\0'));
  return simple;
}

pb::StreamingOutputCallRequest Asking(int response, int request) {
  pb::StreamingOutputCallRequest asking;
  if (response > 0) asking.add_response_parameters()->set_size(response);
  asking.mutable_payload()->set_body(std::string(request, '\0'));
  return asking;
}

void Unary(Peer& peer, const pb::SimpleRequest& request,
           grpc_compression_algorithm compression = GRPC_COMPRESS_NONE) {
  ClientContext context;
  context.set_compression_algorithm(compression);
  pb::SimpleResponse response;
  CheckStatus(peer.stub->UnaryCall(&context, request, &response), StatusCode::OK);
  CheckSize(response.payload(), request.response_size());
}

void EmptyUnary(Peer& peer) {
  ClientContext context;
  pb::Empty response;
  CheckStatus(peer.stub->EmptyCall(&context, pb::Empty(), &response), StatusCode::OK);
}

void LargeUnary(Peer& peer) { Unary(peer, Simple(271828, 314159)); }

void VeryLargeRequest(Peer& peer) { Unary(peer, Simple(10 * 1024 * 1024, 10)); }

void ClientStreaming(Peer& peer) {
  ClientContext context;
  pb::StreamingInputCallResponse response;
  auto stream = peer.stub->StreamingInputCall(&context, &response);
  for (int size : kRequests) {
    pb::StreamingInputCallRequest request;
    request.mutable_payload()->set_body(std::string(size, '\0'));
    Check(stream->Write(request), "the stream is closed");
  }
  stream->WritesDone();
  CheckStatus(stream->Finish(), StatusCode::OK);
  Check(response.aggregated_payload_size() == 74922, "the sum is wrong");
}

void ServerStreaming(Peer& peer) {
  ClientContext context;
  pb::StreamingOutputCallRequest request;
  for (int size : kResponses) request.add_response_parameters()->set_size(size);
  auto stream = peer.stub->StreamingOutputCall(&context, request);
  pb::StreamingOutputCallResponse response;
  for (int size : kResponses) {
    Check(stream->Read(&response), "too few responses");
    CheckSize(response.payload(), size);
  }
  Check(!stream->Read(&response), "too many responses");
  CheckStatus(stream->Finish(), StatusCode::OK);
}

void PingPong(Peer& peer) {
  ClientContext context;
  auto stream = peer.stub->FullDuplexCall(&context);
  pb::StreamingOutputCallResponse response;
  for (size_t i = 0; i < kRequests.size(); i++) {
    Check(stream->Write(Asking(kResponses[i], kRequests[i])), "the stream is closed");
    Check(stream->Read(&response), "too few responses");
    CheckSize(response.payload(), kResponses[i]);
  }
  stream->WritesDone();
  Check(!stream->Read(&response), "too many responses");
  CheckStatus(stream->Finish(), StatusCode::OK);
}

void EmptyStream(Peer& peer) {
  ClientContext context;
  auto stream = peer.stub->FullDuplexCall(&context);
  stream->WritesDone();
  pb::StreamingOutputCallResponse response;
  Check(!stream->Read(&response), "a response to nothing");
  CheckStatus(stream->Finish(), StatusCode::OK);
}

void CancelAfterBegin(Peer& peer) {
  ClientContext context;
  pb::StreamingInputCallResponse response;
  auto stream = peer.stub->StreamingInputCall(&context, &response);
  context.TryCancel();
  CheckStatus(stream->Finish(), StatusCode::CANCELLED);
}

void CancelAfterFirstResponse(Peer& peer) {
  ClientContext context;
  auto stream = peer.stub->FullDuplexCall(&context);
  Check(stream->Write(Asking(31415, 27182)), "the stream is closed");
  pb::StreamingOutputCallResponse response;
  Check(stream->Read(&response), "no response");
  CheckSize(response.payload(), 31415);
  context.TryCancel();
  CheckStatus(stream->Finish(), StatusCode::CANCELLED);
}

void TimeoutOnSleepingServer(Peer& peer) {
  ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(1));
  auto stream = peer.stub->FullDuplexCall(&context);
  stream->Write(Asking(0, 27182));
  CheckStatus(stream->Finish(), StatusCode::DEADLINE_EXCEEDED);
}

void CheckEchoed(const ClientContext& context) {
  auto initial = context.GetServerInitialMetadata().find(kInitial);
  Check(initial != context.GetServerInitialMetadata().end(), "no initial metadata");
  Check(initial->second == kInitialValue, "other initial metadata");
  auto trailing = context.GetServerTrailingMetadata().find(kTrailing);
  Check(trailing != context.GetServerTrailingMetadata().end(), "no trailers");
  Check(trailing->second == kTrailingValue, "other trailers");
}

void CustomMetadata(Peer& peer) {
  {
    ClientContext context;
    context.AddMetadata(kInitial, kInitialValue);
    context.AddMetadata(kTrailing, kTrailingValue);
    pb::SimpleResponse response;
    CheckStatus(peer.stub->UnaryCall(&context, Simple(1, 1), &response), StatusCode::OK);
    CheckEchoed(context);
  }
  ClientContext context;
  context.AddMetadata(kInitial, kInitialValue);
  context.AddMetadata(kTrailing, kTrailingValue);
  auto stream = peer.stub->FullDuplexCall(&context);
  Check(stream->Write(Asking(1, 1)), "the stream is closed");
  pb::StreamingOutputCallResponse response;
  Check(stream->Read(&response), "no response");
  stream->WritesDone();
  Check(!stream->Read(&response), "too many responses");
  CheckStatus(stream->Finish(), StatusCode::OK);
  CheckEchoed(context);
}

void UnaryFails(Peer& peer, const std::string& message) {
  ClientContext context;
  pb::SimpleRequest request;
  request.mutable_response_status()->set_code(StatusCode::UNKNOWN);
  request.mutable_response_status()->set_message(message);
  pb::SimpleResponse response;
  Status status = peer.stub->UnaryCall(&context, request, &response);
  CheckStatus(status, StatusCode::UNKNOWN);
  Check(status.error_message() == message, "the message is " + status.error_message());
}

void StatusCodeAndMessage(Peer& peer) {
  const std::string message = "test status message";
  UnaryFails(peer, message);
  ClientContext context;
  auto stream = peer.stub->FullDuplexCall(&context);
  pb::StreamingOutputCallRequest request;
  request.mutable_response_status()->set_code(StatusCode::UNKNOWN);
  request.mutable_response_status()->set_message(message);
  stream->Write(request);
  stream->WritesDone();
  Status status = stream->Finish();
  CheckStatus(status, StatusCode::UNKNOWN);
  Check(status.error_message() == message, "the message is " + status.error_message());
}

void SpecialStatusMessage(Peer& peer) {
  UnaryFails(peer, "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n");
}

void UnimplementedMethod(Peer& peer) {
  ClientContext context;
  pb::Empty response;
  CheckStatus(peer.stub->UnimplementedCall(&context, pb::Empty(), &response),
              StatusCode::UNIMPLEMENTED);
}

void UnimplementedService(Peer& peer) {
  auto absent = pb::UnimplementedService::NewStub(peer.channel);
  ClientContext context;
  pb::Empty response;
  CheckStatus(absent->UnimplementedCall(&context, pb::Empty(), &response),
              StatusCode::UNIMPLEMENTED);
}

void PickFirstUnary(Peer& peer) {
  std::string first;
  for (int i = 0; i < 100; i++) {
    ClientContext context;
    pb::SimpleRequest request = Simple(1, 1);
    request.set_fill_server_id(true);
    pb::SimpleResponse response;
    CheckStatus(peer.stub->UnaryCall(&context, request, &response), StatusCode::OK);
    if (i == 0) first = response.server_id();
    Check(!first.empty() && response.server_id() == first, "the server is another one");
  }
}

void ClientCompressedUnary(Peer& peer) {
  pb::SimpleRequest request = Simple(271828, 314159);
  request.mutable_expect_compressed()->set_value(true);
  {
    ClientContext context;
    pb::SimpleResponse response;
    CheckStatus(peer.stub->UnaryCall(&context, request, &response), StatusCode::INVALID_ARGUMENT);
  }
  Unary(peer, request, GRPC_COMPRESS_GZIP);
  Unary(peer, request, GRPC_COMPRESS_DEFLATE);
  request.mutable_expect_compressed()->set_value(false);
  Unary(peer, request);
}

void ClientCompressedStreaming(Peer& peer) {
  pb::StreamingInputCallRequest request;
  request.mutable_payload()->set_body(std::string(27182, '\0'));
  request.mutable_expect_compressed()->set_value(true);
  pb::StreamingInputCallResponse response;
  {
    ClientContext context;
    auto probe = peer.stub->StreamingInputCall(&context, &response);
    probe->Write(request);
    probe->WritesDone();
    CheckStatus(probe->Finish(), StatusCode::INVALID_ARGUMENT);
  }
  ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  auto stream = peer.stub->StreamingInputCall(&context, &response);
  Check(stream->Write(request), "the stream is closed");
  request.mutable_payload()->set_body(std::string(45904, '\0'));
  request.mutable_expect_compressed()->set_value(false);
  Check(stream->Write(request, grpc::WriteOptions().set_no_compression()), "the stream is closed");
  stream->WritesDone();
  CheckStatus(stream->Finish(), StatusCode::OK);
  Check(response.aggregated_payload_size() == 73086, "the sum is wrong");
}

// The synchronous stub does not tell how a message came: what is seen is that it can be read.
void ServerCompressedUnary(Peer& peer) {
  for (bool compressed : {true, false}) {
    pb::SimpleRequest request = Simple(271828, 314159);
    request.mutable_response_compressed()->set_value(compressed);
    Unary(peer, request);
  }
}

void ServerCompressedStreaming(Peer& peer) {
  ClientContext context;
  pb::StreamingOutputCallRequest request;
  const std::vector<std::pair<int, bool>> wanted = {{31415, true}, {92653, false}};
  for (const auto& [size, compressed] : wanted) {
    auto* parameters = request.add_response_parameters();
    parameters->set_size(size);
    parameters->mutable_compressed()->set_value(compressed);
  }
  auto stream = peer.stub->StreamingOutputCall(&context, request);
  pb::StreamingOutputCallResponse response;
  for (const auto& [size, compressed] : wanted) {
    Check(stream->Read(&response), "too few responses");
    CheckSize(response.payload(), size);
  }
  Check(!stream->Read(&response), "too many responses");
  CheckStatus(stream->Finish(), StatusCode::OK);
}

const std::map<std::string, std::function<void(Peer&)>> kCases = {
    {"empty_unary", EmptyUnary},
    {"large_unary", LargeUnary},
    {"very_large_request", VeryLargeRequest},
    {"client_streaming", ClientStreaming},
    {"server_streaming", ServerStreaming},
    {"ping_pong", PingPong},
    {"empty_stream", EmptyStream},
    {"cancel_after_begin", CancelAfterBegin},
    {"cancel_after_first_response", CancelAfterFirstResponse},
    {"timeout_on_sleeping_server", TimeoutOnSleepingServer},
    {"custom_metadata", CustomMetadata},
    {"status_code_and_message", StatusCodeAndMessage},
    {"special_status_message", SpecialStatusMessage},
    {"unimplemented_method", UnimplementedMethod},
    {"unimplemented_service", UnimplementedService},
    {"pick_first_unary", PickFirstUnary},
    {"client_compressed_unary", ClientCompressedUnary},
    {"client_compressed_streaming", ClientCompressedStreaming},
    {"server_compressed_unary", ServerCompressedUnary},
    {"server_compressed_streaming", ServerCompressedStreaming},
};

}  // namespace

int main(int, char** arguments) {
  std::stringstream names(arguments[1]);
  std::string name;
  while (std::getline(names, name, ',')) {
    Peer peer;
    peer.channel = grpc::CreateChannel(std::string("127.0.0.1:") + arguments[2],
                                       grpc::InsecureChannelCredentials());
    peer.stub = pb::TestService::NewStub(peer.channel);
    try {
      kCases.at(name)(peer);
      std::cout << "passed " << name << std::endl;
    } catch (const std::exception& why) {
      std::cout << "failed " << name << ": " << why.what() << std::endl;
    }
  }
}
