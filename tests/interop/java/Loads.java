// The interop service of grpc-java on Netty or OkHttp, with a window of a stream's. Says
// `listening on PORT`.
//
// usage: java -cp … Loads.java netty|okhttp WINDOW        (0: the usual window)

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.testing.integration.TestServiceImpl;
import java.util.concurrent.Executors;

public final class Loads {
  public static void main(String[] arguments) throws Exception {
    int window = Integer.parseInt(arguments[1]);
    ServerBuilder<?> builder = arguments[0].equals("netty") ? netty(window) : okHttp(window);
    Server server = builder
        .addService(new TestServiceImpl(Executors.newSingleThreadScheduledExecutor()))
        .build()
        .start();
    System.out.println("listening on " + server.getPort());
    server.awaitTermination();
  }

  private static ServerBuilder<?> netty(int window) {
    NettyServerBuilder builder =
        NettyServerBuilder.forPort(0, InsecureServerCredentials.create());
    return window == 0 ? builder : builder.flowControlWindow(window);
  }

  private static ServerBuilder<?> okHttp(int window) {
    OkHttpServerBuilder builder =
        OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create());
    return window == 0 ? builder : builder.flowControlWindow(window);
  }
}
