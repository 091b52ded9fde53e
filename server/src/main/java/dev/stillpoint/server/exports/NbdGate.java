package dev.stillpoint.server.exports;

import dev.stillpoint.control.port.ExportGate;
import dev.stillpoint.control.port.ExportTarget;
import dev.stillpoint.nbd.NbdServer;
import java.util.Set;

/**
 * Lets clients in and out over NBD. A name leaves the directory before its connections are fenced,
 * so that nobody can come in behind the fence. Safe for use by several threads at once.
 */
public final class NbdGate implements ExportGate {
  private final ExportDirectory directory;
  private final NbdServer server;

  /**
   * @param server serves {@code directory}
   */
  public NbdGate(ExportDirectory directory, NbdServer server) {
    this.directory = directory;
    this.server = server;
  }

  @Override
  public void publish(String name, ExportTarget target) {
    directory.put(name, target);
  }

  @Override
  public void bar(String name, String why) {
    directory.bar(name, why);
  }

  @Override
  public void withdraw(String name, Withdrawal mode) {
    directory.remove(name);
    server.withdraw(name, how(mode));
  }

  @Override
  public void cut(String name, Withdrawal mode) {
    directory.hurry(name);
    server.withdraw(name, how(mode));
    directory.slow(name);
  }

  private static dev.stillpoint.nbd.Withdrawal how(Withdrawal mode) {
    return switch (mode) {
      case GRACEFUL -> dev.stillpoint.nbd.Withdrawal.GRACEFUL;
      case IMMEDIATE -> dev.stillpoint.nbd.Withdrawal.IMMEDIATE;
    };
  }

  @Override
  public Set<String> names() {
    return directory.all();
  }
}
