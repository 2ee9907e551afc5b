// The soak of tests/soak/main.rs, by grpc-java: calls of every kind on one connection, each with
// one right outcome.
//
// usage: java -cp … Soak.java netty|okhttp HOST PORT CALLS LARGE WINDOW
//
// LARGE is the size of the large messages, WINDOW that of a call's window, or 0 for the usual one.

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.grpc.testing.integration.Messages.EchoStatus;
import io.grpc.testing.integration.Messages.Payload;
import io.grpc.testing.integration.Messages.ResponseParameters;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallResponse;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import io.grpc.testing.integration.TestServiceGrpc;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

public class Soak {
    static final int CONCURRENCY = 50;
    static final int SMALL = 100;
    /** Microseconds: longer than any call lasts. */
    static final int FOREVER = 10_000_000;

    static int large;
    static TestServiceGrpc.TestServiceBlockingStub blocking;
    static TestServiceGrpc.TestServiceStub async;

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[2]);
        int window = Integer.parseInt(arguments[5]);
        ManagedChannel channel = arguments[0].equals("netty")
            ? netty(arguments[1], port, window)
            : okHttp(arguments[1], port, window);
        blocking = TestServiceGrpc.newBlockingStub(channel);
        async = TestServiceGrpc.newStub(channel);
        int calls = Integer.parseInt(arguments[3]);
        large = Integer.parseInt(arguments[4]);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        Thread[] all = new Thread[CONCURRENCY];
        for (int i = 0; i < CONCURRENCY; i++) {
            all[i] = new Thread(() -> {
                for (int n = next.getAndIncrement(); n < calls; n = next.getAndIncrement()) {
                    try {
                        call(n);
                    } catch (Throwable problem) {
                        if (lost.incrementAndGet() <= 10) {
                            System.err.println("call " + n + ": " + problem);
                        }
                    }
                }
            });
            all[i].start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        System.out.println("calls " + calls + " lost " + lost);
        System.exit(lost.get() == 0 ? 0 : 1);
    }

    static ManagedChannel netty(String host, int port, int window) {
        NettyChannelBuilder channel =
            NettyChannelBuilder.forAddress(host, port, InsecureChannelCredentials.create());
        return (window == 0 ? channel : channel.flowControlWindow(window)).build();
    }

    static ManagedChannel okHttp(String host, int port, int window) {
        OkHttpChannelBuilder channel =
            OkHttpChannelBuilder.forAddress(host, port, InsecureChannelCredentials.create());
        return (window == 0 ? channel : channel.flowControlWindow(window)).build();
    }

    static void call(int n) throws Exception {
        switch (n % 20) {
            case 1 -> deadline();
            case 2 -> cancelled();
            case 3 -> failure();
            case 4 -> responses();
            case 5 -> pingPong();
            case 6 -> requests();
            default -> unary(n % 200 == 7 ? large : SMALL);
        }
    }

    static void unary(int size) {
        SimpleRequest request = SimpleRequest.newBuilder()
            .setResponseSize(size)
            .setPayload(payload(size))
            .build();
        want(size, bounded().unaryCall(request).getPayload());
    }

    static void deadline() {
        try {
            // Longer than elsewhere: a deadline that passes while the call is being written makes
            // grpc-java send DATA after RST_STREAM, which h2 takes for the connection's error.
            blocking.withDeadlineAfter(100, TimeUnit.MILLISECONDS)
                .streamingOutputCall(output(0, FOREVER))
                .next();
        } catch (StatusRuntimeException problem) {
            wantCode(Status.Code.DEADLINE_EXCEEDED, problem);
            return;
        }
        throw new IllegalStateException("a response instead of a passed deadline");
    }

    static void cancelled() throws Exception {
        Context.CancellableContext context = Context.current().withCancellation();
        Iterator<StreamingOutputCallResponse> responses =
            context.call(() -> bounded().streamingOutputCall(output(1, FOREVER)));
        responses.next();
        context.cancel(null);
        try {
            responses.next();
        } catch (StatusRuntimeException problem) {
            wantCode(Status.Code.CANCELLED, problem);
            return;
        }
        throw new IllegalStateException("a response of a cancelled call");
    }

    static void failure() {
        EchoStatus status = EchoStatus.newBuilder()
            .setCode(Status.Code.FAILED_PRECONDITION.value())
            .setMessage("soak")
            .build();
        try {
            bounded().unaryCall(SimpleRequest.newBuilder().setResponseStatus(status).build());
        } catch (StatusRuntimeException problem) {
            wantCode(Status.Code.FAILED_PRECONDITION, problem);
            return;
        }
        throw new IllegalStateException("a response instead of the error asked for");
    }

    static void responses() {
        int got = 0;
        for (var responses = bounded().streamingOutputCall(output(10, 0)); responses.hasNext(); got++) {
            want(SMALL, responses.next().getPayload());
        }
        if (got != 10) {
            throw new IllegalStateException(got + " responses of 10");
        }
    }

    static void pingPong() throws Exception {
        BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
        String end = "end";
        var requests = async.withDeadlineAfter(1, TimeUnit.MINUTES).fullDuplexCall(
            new StreamObserver<StreamingOutputCallResponse>() {
                @Override public void onNext(StreamingOutputCallResponse answer) {
                    answers.add(answer);
                }

                @Override public void onError(Throwable problem) {
                    answers.add(problem);
                }

                @Override public void onCompleted() {
                    answers.add(end);
                }
            });
        for (int i = 0; i < 3; i++) {
            requests.onNext(output(1, 0).toBuilder().setPayload(payload(SMALL)).build());
            Object answer = answers.take();
            if (!(answer instanceof StreamingOutputCallResponse response)) {
                throw new IllegalStateException("instead of an answer: " + answer);
            }
            want(SMALL, response.getPayload());
        }
        requests.onCompleted();
        Object last = answers.take();
        if (last != end) {
            throw new IllegalStateException("after the last answer: " + last);
        }
    }

    static void requests() throws Exception {
        CompletableFuture<Integer> counted = new CompletableFuture<>();
        var requests = async.withDeadlineAfter(1, TimeUnit.MINUTES).streamingInputCall(
            new StreamObserver<StreamingInputCallResponse>() {
                @Override public void onNext(StreamingInputCallResponse answer) {
                    counted.complete(answer.getAggregatedPayloadSize());
                }

                @Override public void onError(Throwable problem) {
                    counted.completeExceptionally(problem);
                }

                @Override public void onCompleted() {}
            });
        for (int i = 0; i < 3; i++) {
            requests.onNext(StreamingInputCallRequest.newBuilder().setPayload(payload(SMALL)).build());
        }
        requests.onCompleted();
        int bytes = counted.get();
        if (bytes != 3 * SMALL) {
            throw new IllegalStateException(bytes + " bytes of " + 3 * SMALL + " were counted");
        }
    }

    static TestServiceGrpc.TestServiceBlockingStub bounded() {
        return blocking.withDeadlineAfter(1, TimeUnit.MINUTES);
    }

    /** A request for `ready` responses at once, and for one more after `pause` if it is not 0. */
    static StreamingOutputCallRequest output(int ready, int pause) {
        StreamingOutputCallRequest.Builder request = StreamingOutputCallRequest.newBuilder();
        for (int i = 0; i < ready; i++) {
            request.addResponseParameters(ResponseParameters.newBuilder().setSize(SMALL));
        }
        if (pause > 0) {
            request.addResponseParameters(
                ResponseParameters.newBuilder().setSize(SMALL).setIntervalUs(pause));
        }
        return request.build();
    }

    static Payload payload(int size) {
        return Payload.newBuilder().setBody(ByteString.copyFrom(new byte[size])).build();
    }

    static void want(int size, Payload got) {
        if (got.getBody().size() != size) {
            throw new IllegalStateException(
                "a payload of " + got.getBody().size() + " bytes where " + size + " were asked for");
        }
    }

    static void wantCode(Status.Code code, StatusRuntimeException problem) {
        if (problem.getStatus().getCode() != code) {
            throw problem;
        }
    }
}
