package dev.stillpoint.server;

import dev.stillpoint.server.admin.AdminCommands;
import dev.stillpoint.server.admin.AdminDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the operator's door, without which a server serves all the same. */
final class AdminSockets {
  private static final System.Logger LOG = System.getLogger(AdminSockets.class.getName());

  private AdminSockets() {}

  /** Empty when the socket cannot be made, for example because its path is too long for one. */
  static Optional<AdminDoor> open(Path path, AdminCommands commands) {
    try {
      return Optional.of(AdminDoor.open(path, commands));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "no operator can reach this server: " + e.getMessage());
      return Optional.empty();
    }
  }
}
