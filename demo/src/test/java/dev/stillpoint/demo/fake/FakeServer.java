package dev.stillpoint.demo.fake;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The fake's main: {@code LIE,LIE… serve --data DIR --api 127.0.0.1:0}. */
public final class FakeServer {
  private FakeServer() {}

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws IOException {
    Set<Lie> lies = EnumSet.noneOf(Lie.class);
    Arrays.stream(Lie.values()).filter(lie -> arguments[0].contains(lie.name())).forEach(lies::add);
    Path data = Path.of(List.of(arguments).get(3));
    Files.createDirectories(data);
    FakeState state = new FakeState(data, lies);
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
