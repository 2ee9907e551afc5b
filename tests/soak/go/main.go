// The soak of tests/soak/main.rs, by grpc-go: calls of every kind on one connection, each with one
// right outcome.
//
// usage: soak ADDRESS CALLS LARGE WINDOW
//
// LARGE is the size of the large messages. WINDOW is what the other clients make a call's window:
// grpc-go has none below 64 KiB, and keeps its own.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
)

const (
	concurrency = 50
	small       = 100
	forever     = 10 * 1000 * 1000 // microseconds: longer than any call lasts
)

var large = number(os.Args[3])

func main() {
	calls := number(os.Args[2])
	connection, err := grpc.NewClient("passthrough:///"+os.Args[1],
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		panic(err)
	}
	defer connection.Close()
	client := pb.NewTestServiceClient(connection)
	var next, lost atomic.Int64
	var all sync.WaitGroup
	for range concurrency {
		all.Go(func() {
			for {
				n := next.Add(1) - 1
				if n >= int64(calls) {
					return
				}
				ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
				if err := call(ctx, client, n); err != nil && lost.Add(1) <= 10 {
					fmt.Fprintf(os.Stderr, "call %d: %v\n", n, err)
				}
				cancel()
			}
		})
	}
	all.Wait()
	fmt.Printf("calls %d lost %d\n", calls, lost.Load())
	if lost.Load() > 0 {
		os.Exit(1)
	}
}

func number(text string) int {
	number, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return number
}

func call(ctx context.Context, client pb.TestServiceClient, n int64) error {
	switch {
	case n%20 == 1:
		return deadline(ctx, client)
	case n%20 == 2:
		return cancelled(ctx, client)
	case n%20 == 3:
		return failure(ctx, client)
	case n%20 == 4:
		return responses(ctx, client)
	case n%20 == 5:
		return pingPong(ctx, client)
	case n%20 == 6:
		return requests(ctx, client)
	case n%200 == 7:
		return unary(ctx, client, large)
	default:
		return unary(ctx, client, small)
	}
}

func unary(ctx context.Context, client pb.TestServiceClient, size int) error {
	reply, err := client.UnaryCall(ctx, &pb.SimpleRequest{
		ResponseSize: int32(size), Payload: payload(size)}, grpc.MaxCallRecvMsgSize(2*size+small))
	if err != nil {
		return err
	}
	return want(size, reply.GetPayload())
}

func deadline(ctx context.Context, client pb.TestServiceClient) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	stream, err := client.StreamingOutputCall(ctx, output(0, forever, small))
	if err == nil {
		_, err = stream.Recv()
	}
	return wantCode(codes.DeadlineExceeded, err)
}

func cancelled(ctx context.Context, client pb.TestServiceClient) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := client.StreamingOutputCall(ctx, output(1, forever, small))
	if err != nil {
		return err
	}
	if _, err = stream.Recv(); err != nil {
		return err
	}
	cancel()
	_, err = stream.Recv()
	return wantCode(codes.Canceled, err)
}

func failure(ctx context.Context, client pb.TestServiceClient) error {
	_, err := client.UnaryCall(ctx, &pb.SimpleRequest{
		ResponseStatus: &pb.EchoStatus{Code: int32(codes.FailedPrecondition), Message: "soak"}})
	return wantCode(codes.FailedPrecondition, err)
}

func responses(ctx context.Context, client pb.TestServiceClient) error {
	stream, err := client.StreamingOutputCall(ctx, output(10, 0, small))
	if err != nil {
		return err
	}
	for got := 0; ; got++ {
		reply, err := stream.Recv()
		if err == io.EOF {
			if got != 10 {
				return fmt.Errorf("%d responses of 10", got)
			}
			return nil
		}
		if err != nil {
			return err
		}
		if err := want(small, reply.GetPayload()); err != nil {
			return err
		}
	}
}

func pingPong(ctx context.Context, client pb.TestServiceClient) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	for range 3 {
		request := output(1, 0, small)
		request.Payload = payload(small)
		if err := stream.Send(request); err != nil {
			return err
		}
		reply, err := stream.Recv()
		if err != nil {
			return err
		}
		if err := want(small, reply.GetPayload()); err != nil {
			return err
		}
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	if _, err := stream.Recv(); err != io.EOF {
		return fmt.Errorf("after the last answer: %v", err)
	}
	return nil
}

func requests(ctx context.Context, client pb.TestServiceClient) error {
	stream, err := client.StreamingInputCall(ctx)
	if err != nil {
		return err
	}
	for range 3 {
		if err := stream.Send(&pb.StreamingInputCallRequest{Payload: payload(small)}); err != nil {
			return err
		}
	}
	reply, err := stream.CloseAndRecv()
	if err == nil && reply.GetAggregatedPayloadSize() != 3*small {
		err = fmt.Errorf("%d bytes of %d were counted", reply.GetAggregatedPayloadSize(), 3*small)
	}
	return err
}

// A request for `ready` responses at once, and for one more after `pause` if that is not zero.
func output(ready int, pause int32, size int32) *pb.StreamingOutputCallRequest {
	request := &pb.StreamingOutputCallRequest{}
	for range ready {
		request.ResponseParameters = append(request.ResponseParameters,
			&pb.ResponseParameters{Size: size})
	}
	if pause > 0 {
		request.ResponseParameters = append(request.ResponseParameters,
			&pb.ResponseParameters{Size: size, IntervalUs: pause})
	}
	return request
}

func payload(size int) *pb.Payload {
	return &pb.Payload{Body: make([]byte, size)}
}

func want(size int, got *pb.Payload) error {
	if len(got.GetBody()) != size {
		return fmt.Errorf("a payload of %d bytes where %d were asked for", len(got.GetBody()), size)
	}
	return nil
}

func wantCode(code codes.Code, err error) error {
	if status.Code(err) != code {
		return fmt.Errorf("want %v, got: %v", code, err)
	}
	return nil
}
