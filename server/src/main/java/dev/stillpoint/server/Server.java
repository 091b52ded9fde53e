package dev.stillpoint.server;

import dev.stillpoint.api.Api;
import dev.stillpoint.api.ecs.EcsProduct;
import dev.stillpoint.api.kms.KmsProduct;
import dev.stillpoint.api.ram.RamProduct;
import dev.stillpoint.api.resourcemanager.ResourceManagerProduct;
import dev.stillpoint.api.rpc.AccessKeys;
import dev.stillpoint.api.rpc.Authentication;
import dev.stillpoint.api.rpc.RpcLimits;
import dev.stillpoint.api.sts.StsProduct;
import dev.stillpoint.api.throttle.Throttle;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.control.Control;
import dev.stillpoint.control.account.Accounts;
import dev.stillpoint.control.recovery.Consistency;
import dev.stillpoint.control.ring.DataKeys;
import dev.stillpoint.engine.EmbeddedEngine;
import dev.stillpoint.nbd.NbdEndpoints;
import dev.stillpoint.nbd.NbdLimits;
import dev.stillpoint.nbd.NbdServer;
import dev.stillpoint.server.admin.AdminCommands;
import dev.stillpoint.server.config.Config;
import dev.stillpoint.server.config.HostPort;
import dev.stillpoint.server.config.MemoryPlan;
import dev.stillpoint.server.directory.CredentialsFile;
import dev.stillpoint.server.directory.DataDirectory;
import dev.stillpoint.server.exports.ExportDirectory;
import dev.stillpoint.server.exports.FaultReports;
import dev.stillpoint.server.exports.NbdGate;
import dev.stillpoint.server.exports.Throttles;
import dev.stillpoint.server.fault.CannotStart;
import dev.stillpoint.server.http.HttpDoor;
import dev.stillpoint.server.logging.LogFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Puts the house together, in the order of its rooms, and takes it apart in the opposite order.
 * This class is the architecture once more, executable.
 */
public final class Server {
  private static final System.Logger LOG = System.getLogger(Server.class.getName());

  private Server() {}

  /**
   * Starts a server. When this returns it serves: the API answers, and the exports of Running
   * instances can be opened.
   *
   * @throws CannotStart with a sentence for whoever started it; nothing stays open then
   */
  public static RunningServer start(Config config) throws CannotStart {
    Parts parts = new Parts();
    boolean started = false;
    try {
      RunningServer server = assemble(config, parts);
      started = true;
      LOG.log(System.Logger.Level.INFO, "serving: {0}", server.readyLine());
      return server;
    } finally {
      if (!started) {
        parts.close();
      }
    }
  }

  private static RunningServer assemble(Config config, Parts parts) throws CannotStart {
    InetAddress apiAddress = config.api().loopback("The API address");
    Optional<InetSocketAddress> nbdAddress = nbdAddress(config);
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();

    DataDirectory directory = DataDirectory.openOrMake(config.data());
    parts.opened("data directory", directory::close);
    LogFile log = LogFile.open(directory.log());
    parts.opened("log file", log::close);

    Catalog catalog = Rooms.catalog(directory);
    parts.opened("catalog", catalog::close);
    DataKeys dataKeys = Rooms.dataKeys(config, catalog, random);
    EmbeddedEngine engine = Rooms.engine(directory, config, clock, dataKeys);
    parts.opened("engine", engine::close);

    FaultReports faults = new FaultReports();
    ExportDirectory exports = new ExportDirectory(engine, throttles(config), faults);
    Path socket = config.nbdSocket().toAbsolutePath().normalize();
    NbdServer nbd = nbd(exports, socket, nbdAddress, config.memory());
    parts.opened("NBD", nbd::close);

    NbdGate gate = new NbdGate(exports, nbd);
    Control control = ControlRoom.open(config, catalog, engine, gate, dataKeys, clock, random);
    ControlRoom.settle(control, config.pool().afterPowerCut());
    faults.to(control.operator().deviceFaults()::failed);
    credentials(directory, control.accounts().firstStart());
    Housekeeping housekeeping =
        Housekeeping.start(
            control.expiry()::step, control.policyRuns()::step, () -> moveLog(catalog));
    parts.opened("housekeeping", housekeeping::stop);

    RpcLimits limits = RpcLimits.DEFAULT;
    Api api =
        new Api(
            new Authentication(AccessKeys.of(control.access().credentials()), clock, limits),
            List.of(
                EcsProduct.over(control),
                ResourceManagerProduct.over(control),
                KmsProduct.over(control.keys()),
                RamProduct.over(control.access()),
                StsProduct.over(control.access())),
            random,
            new Throttle(control.operator().throttles()::callsPerMinute, clock));
    HttpDoor http = HttpDoor.open(apiAddress, config.api().port(), api, limits.bodyBytesMax());
    parts.opened("HTTP and NBD", () -> Doors.close(http, nbd));

    URI apiUri = URI.create("http://" + new HostPort(config.api().host(), http.port()));
    String ready =
        ReadyLine.of(
            apiUri,
            socket,
            nbd.tcpAddress().map(Server::nbdUri),
            config.region().id(),
            config.region().zones(),
            directory.credentials());
    AdminSockets.open(directory.adminSocket(), commands(control, engine, ready))
        .ifPresent(door -> parts.opened("admin socket", door::close));
    return new RunningServer(
        parts,
        ready,
        apiUri,
        socket,
        nbd.tcpAddress(),
        directory.credentials(),
        () -> Consistency.check(catalog, engine, Optional.of(gate.names())));
  }

  private static AdminCommands commands(Control control, EmbeddedEngine engine, String ready) {
    return new AdminCommands(
        control,
        engine,
        () -> Status.of(ready.substring(ReadyLine.PREFIX.length()), engine.stats()));
  }

  /** Answers that nothing was done, since what is moved now leaves nothing to move at once. */
  private static int moveLog(Catalog catalog) {
    catalog.moveLog();
    return 0;
  }

  private static Throttles throttles(Config config) {
    return config.pool().ioLimits() ? Throttles.on(System::nanoTime) : Throttles.off();
  }

  private static NbdServer nbd(
      ExportDirectory exports, Path socket, Optional<InetSocketAddress> tcp, MemoryPlan memory)
      throws CannotStart {
    try {
      return NbdServer.start(
          exports,
          new NbdEndpoints(Optional.of(socket), tcp),
          NbdLimits.within(memory.connectionBytes()));
    } catch (IOException e) {
      throw new CannotStart("NBD cannot be served: " + e.getMessage(), e);
    }
  }

  private static Optional<InetSocketAddress> nbdAddress(Config config) throws CannotStart {
    if (config.nbdTcp().isEmpty()) {
      return Optional.empty();
    }
    HostPort given = config.nbdTcp().get();
    return Optional.of(new InetSocketAddress(given.loopback("The NBD address"), given.port()));
  }

  private static void credentials(DataDirectory directory, Accounts.AccessKey key)
      throws CannotStart {
    try {
      CredentialsFile.writeOnce(directory.credentials(), key.id(), key.secret());
    } catch (IOException e) {
      throw new CannotStart("The credentials file cannot be written: " + e, e);
    }
  }

  private static URI nbdUri(InetSocketAddress address) {
    return URI.create(
        "nbd://" + new HostPort(address.getAddress().getHostAddress(), address.getPort()));
  }
}
