package dev.stillpoint.server.exports;

import dev.stillpoint.control.port.ExportGate;
import dev.stillpoint.control.port.ExportTarget;
import java.util.Set;

/** Lets nobody in: for work on a directory that is not served. */
public final class ClosedGate implements ExportGate {
  @Override
  public void publish(String name, ExportTarget target) {
    // Nobody can come.
  }

  @Override
  public void bar(String name, String why) {
    // Nobody can ask.
  }

  @Override
  public void withdraw(String name, Withdrawal mode) {
    // Nobody is there.
  }

  @Override
  public void cut(String name, Withdrawal mode) {
    // Nobody is there.
  }

  @Override
  public Set<String> names() {
    return Set.of();
  }
}
