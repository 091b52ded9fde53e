package dev.stillpoint.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import dev.stillpoint.control.ring.RootKey;
import dev.stillpoint.server.fault.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one file without which nothing that is encrypted can be read again. */
class RootKeyFileTest {
  private static final int SERVERS = 4;
  private static final int TIMES = 50;

  @TempDir Path directory;

  @Test
  void isItsOwnersAlone() throws Exception {
    Path file = directory.resolve("root.key");
    byte[] made = RootKeyFile.openOrMake(file, new SecureRandom()).bytes();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(RootKeyFile.open(file).bytes()).isEqualTo(made);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void anotherUsersIsRefused() throws Exception {
    assumeTrue(new UnixSystem().getUid() == 0, "only root can give a file away");
    Path file = directory.resolve("root.key");
    RootKeyFile.openOrMake(file, new SecureRandom());
    Files.setAttribute(file, "unix:uid", 65534);
    assertThatThrownBy(() -> RootKeyFile.open(file))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("belongs to another user");
  }

  @Test
  void serversThatMakeItAtOnceHaveTheKeyThatStays() throws Exception {
    SecureRandom random = new SecureRandom();
    try (ExecutorService servers = Executors.newFixedThreadPool(SERVERS)) {
      for (int i = 0; i < TIMES; i++) {
        Path file = directory.resolve("root" + i);
        CyclicBarrier together = new CyclicBarrier(SERVERS);
        List<Future<RootKey>> keys = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
          keys.add(
              servers.submit(() -> {
                together.await();
                return RootKeyFile.openOrMake(file, random);
              }));
        }
        byte[] stays = null;
        for (Future<RootKey> key : keys) {
          byte[] had = key.get().bytes();
          stays = stays == null ? RootKeyFile.open(file).bytes() : stays;
          assertThat(had).isEqualTo(stays);
        }
      }
    }
  }
}
