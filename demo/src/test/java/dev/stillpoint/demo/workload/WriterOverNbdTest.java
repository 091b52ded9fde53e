package dev.stillpoint.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillpoint.client.NbdAnswer;
import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import dev.stillpoint.demo.proof.Evidence;
import dev.stillpoint.demo.proof.InstantBounds;
import dev.stillpoint.demo.proof.Prover;
import dev.stillpoint.demo.proof.RoleEvidence;
import dev.stillpoint.demo.proof.RoleScan;
import dev.stillpoint.demo.proof.Verdict;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The writer over real connections to a foreign NBD server, whose disks the prover then reads. */
@Timeout(60)
class WriterOverNbdTest {
  private static final int CHUNK = 1 << 20;

  @TempDir Path directory;
  private final List<Process> servers = new ArrayList<>();

  @AfterEach
  void endServers() throws InterruptedException {
    for (Process server : servers) {
      server.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatItWroteThroughNbdkitIsProvedFromTheBytes() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/nbdkit"))
            || Files.isExecutable(Path.of("/usr/sbin/nbdkit")),
        "nbdkit is not installed");
    Layout layout = Layout.ofDemonstration(3);
    WriteRecords records = new WriteRecords();
    Map<Role, NbdClient> connections = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      connections.put(role, connect(start(role)));
    }
    Map<Role, Disk> disks = new EnumMap<>(Role.class);
    connections.forEach((role, connection) -> disks.put(role, new Connected(connection)));

    Writer writer = new Writer(layout, disks, records, System::nanoTime, 1_000_000);
    writer.start();
    while (records.completed() < 18_000 && writer.failure().isEmpty()) {
      Thread.sleep(1);
    }
    assertThat(writer.drain(10_000)).isTrue();
    assertThat(writer.failure()).isEmpty();

    List<RoleEvidence> evidence = new ArrayList<>();
    for (Role role : Role.values()) {
      RoleScan scan = new RoleScan(layout, role);
      for (long at = 0; at < layout.usedBytes(role); at += CHUNK) {
        scan.take(ByteBuffer.wrap(connections.get(role).read(at, CHUNK)));
      }
      evidence.add(scan.finish());
      connections.get(role).close();
    }
    Verdict verdict =
        new Prover(layout, records).prove(new Evidence(evidence), InstantBounds.ofPresent());
    assertThat(verdict.examples()).isEmpty();
    assertThat(verdict.transactions()).isGreaterThanOrEqualTo(16_384);
    assertThat(verdict.youngest()).isEqualTo(records.begun() - 1);
  }

  private Path start(Role role) throws IOException {
    Path socket = directory.resolve(role.label() + ".sock");
    servers.add(
        new ProcessBuilder("nbdkit", "-f", "-U", socket.toString(), "memory", "64M").start());
    return socket;
  }

  private static NbdClient connect(Path socket) throws Exception {
    for (int tries = 0; tries < 200; tries++) {
      try {
        return NbdClient.connect(UnixDomainSocketAddress.of(socket), "");
      } catch (IOException e) {
        Thread.sleep(25); // The server is still opening its socket.
      }
    }
    throw new IOException("no NBD server at " + socket + " after 5 s");
  }

  private record Connected(NbdClient connection) implements Disk {
    @Override
    public void write(long offset, ByteBuffer bytes, Persistence persistence, NbdAnswer answer) {
      connection.write(offset, bytes, persistence, answer);
    }

    @Override
    public void flush(NbdAnswer answer) {
      connection.flush(answer);
    }
  }
}
