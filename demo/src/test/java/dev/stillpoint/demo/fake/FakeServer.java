package dev.stillpoint.demo.fake;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The fake's main: {@code <Lie> serve --data DIR --api 127.0.0.1:0}. */
public final class FakeServer {
  private FakeServer() {}

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws IOException {
    Lie lie = Lie.valueOf(arguments[0]);
    Path data = Path.of(List.of(arguments).get(3));
    Files.createDirectories(data);
    FakeState state = new FakeState(data, lie);
    Path socket = data.resolve("nbd.sock");
    new FakeNbd(state, socket).start();
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", new FakeApi(state));
    http.start();
    Path credentials = data.resolve("credentials.ini");
    Files.writeString(
        credentials, "[default]\ntype=access_key\naccess_key_id=a\naccess_key_secret=b\n");
    System.out.printf(
        "READY {\"api\":\"http://127.0.0.1:%d\",\"nbd\":\"nbd+unix:///?socket=%s\","
            + "\"region\":\"r\",\"zones\":[\"z\"],\"credentials\":\"%s\"}%n",
        http.getAddress().getPort(), socket, credentials);
  }
}
