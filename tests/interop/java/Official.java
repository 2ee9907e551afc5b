// Runs grpc-java's interop programs, several cases to a virtual machine, for one takes a second to
// start:
//
//   server FLAG…                 listens on a port of its own, which it tells: `listening on PORT`
//   client CASE,CASE,… FLAG…     `passed CASE` or `failed CASE: WHY` for each
//   http2 CASE,CASE,… FLAG…      the same with the negative client
//
// The programs' methods are not public.

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

public final class Official {
  private static final String PACKAGE = "io.grpc.testing.integration.";

  public static void main(String[] arguments) throws Exception {
    List<String> flags = new ArrayList<>(Arrays.asList(arguments));
    String role = flags.remove(0);
    switch (role) {
      case "server":
        serve(flags);
        break;
      case "client":
        cases("TestServiceClient", "tearDown", flags);
        break;
      case "http2":
        cases("Http2Client", "shutdown", flags);
        break;
      default:
        throw new IllegalArgumentException(role);
    }
  }

  private static void serve(List<String> flags) throws Exception {
    flags.add("--port=0");
    Object server = create("TestServiceServer");
    call(server, "parseArgs", flags);
    call(server, "start");
    System.out.println("listening on " + call(server, "getPort"));
    call(server, "blockUntilShutdown");
  }

  private static void cases(String program, String end, List<String> flags) throws Exception {
    for (String name : flags.remove(0).split(",")) {
      List<String> all = new ArrayList<>(flags);
      all.add("--test_case=" + name);
      Object client = create(program);
      call(client, "parseArgs", all);
      call(client, "setUp");
      try {
        call(client, "run");
        System.out.println("passed " + name);
      } catch (Throwable why) {
        StringWriter trace = new StringWriter();
        why.printStackTrace(new PrintWriter(trace));
        System.out.println("failed " + name + ": " + trace.toString().replace('\n', ' '));
      }
      call(client, end);
    }
    // Threads may be left.
    System.exit(0);
  }

  private static Object create(String name) throws Exception {
    return Class.forName(PACKAGE + name).getConstructor().newInstance();
  }

  private static Object call(Object object, String name, List<String> flags) throws Exception {
    Method method = object.getClass().getDeclaredMethod(name, String[].class);
    return invoke(object, method, (Object) flags.toArray(new String[0]));
  }

  private static Object call(Object object, String name) throws Exception {
    return invoke(object, object.getClass().getDeclaredMethod(name));
  }

  private static Object invoke(Object object, Method method, Object... arguments)
      throws Exception {
    method.setAccessible(true);
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error) {
        throw (Error) thrown.getCause();
      }
      throw (Exception) thrown.getCause();
    }
  }
}
