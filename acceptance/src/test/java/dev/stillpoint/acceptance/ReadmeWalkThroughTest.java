package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.ecs20140526.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows of {@code serve}, step by step, with the same programs. */
@Tag("slow")
class ReadmeWalkThroughTest {
  private static final long DISK_BYTES = 20L << 30;

  @TempDir Path directory;

  private ServerProcess server;
  private Cloud cloud;
  private ReadmeProgram program;

  @BeforeEach
  void start() throws Exception {
    server = ServerProcess.start(directory.resolve("pool"));
    Client ecs = ReadmeProgram.client(server.endpoint(), server.credentials());
    cloud = new Cloud(ecs);
    program = new ReadmeProgram(ecs);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void theOfficialSdkMakesADiskThatForeignToolsReadAndWrite() throws Exception {
    Tool.require("nbdinfo", "nbdcopy", "qemu-img");
    String diskId = cloud.awaitInUse(program.disk().getLast());
    String disk = server.nbdUri(diskId);

    assertThat(Tool.run("nbdinfo", "--size", disk).strip()).isEqualTo(Long.toString(DISK_BYTES));
    byte[] bytes = new byte[3 << 20];
    new Random(20140526).nextBytes(bytes);
    Path image = Files.write(directory.resolve("some.img"), bytes);
    Tool.run("nbdcopy", "--flush", image.toString(), disk);
    assertThat(Tool.run("qemu-img", "info", "--output=json", disk))
        .contains("\"virtual-size\": " + DISK_BYTES);

    Path back = directory.resolve("back.img");
    Tool.run("nbdcopy", disk, back.toString());
    try (var in = Files.newInputStream(back)) {
      assertThat(in.readNBytes(bytes.length)).isEqualTo(bytes);
    }
  }

  @Test
  void anExt4IsGroupedWhileMountedAndReadBackFromANewDisk() throws Exception {
    Tool.require("nbdfuse", "mkfs.ext4", "e2fsck", "mount", "losetup");
    List<String> instanceAndDisk = program.disk();
    String instanceId = instanceAndDisk.getFirst();
    String diskId = cloud.awaitInUse(instanceAndDisk.getLast());
    String snapshotId;
    try (FuseFile disk = FuseFile.open(directory.resolve("disk"), server.nbdUri(diskId))) {
      disk.makeExt4();
      Path mount = disk.mount(directory.resolve("mnt"));
      Files.writeString(mount.resolve("before"), "in the group\n");
      Tool.run("sync", "-f", mount.toString());
      snapshotId = program.group(instanceId, diskId).getLast();
      Files.writeString(mount.resolve("after"), "not in the group\n");
      Tool.run("sync", "-f", mount.toString());
    }
    String copyId = cloud.copyOf(snapshotId, instanceId);
    try (FuseFile copy = FuseFile.open(directory.resolve("copy"), server.nbdUri(copyId))) {
      Path mount = copy.mount(directory.resolve("copy-mnt"));
      assertThat(mount.resolve("before")).hasContent("in the group\n");
      assertThat(mount.resolve("after")).doesNotExist();
      copy.unmount();
      copy.check();
    }
  }

  @Test
  void aSnapshotIsServedReadOnlyUnderItsId() throws Exception {
    Tool.require("nbdinfo", "nbdcopy", "qemu-io");
    List<String> instanceAndDisk = program.disk();
    String disk = server.nbdUri(cloud.awaitInUse(instanceAndDisk.getLast()));
    Tool.run("qemu-io", "-f", "raw", "-c", "write -P 0x5a 4k 64k", "-c", "flush", disk);
    String snapshotId =
        program.group(instanceAndDisk.getFirst(), instanceAndDisk.getLast()).getLast();
    Tool.run("qemu-io", "-f", "raw", "-c", "write -P 0x11 4k 64k", "-c", "flush", disk);

    String snapshot = server.nbdUri(snapshotId);
    assertThat(Tool.run("nbdinfo", snapshot)).contains("is_read_only: true");
    Tool.run("qemu-io", "-r", "-f", "raw", "-c", "read -v -P 0x5a 4k 64k", snapshot);
    Tool.run("qemu-io", "-r", "-f", "raw", "-c", "read -P 0 128k 64k", snapshot);
  }

  @Test
  void onlyTheOwnerReadsTheKeyAndTheSocket() throws Exception {
    Path pool = directory.resolve("pool");
    assertThat(permissions(server.credentials())).isEqualTo("rw-------");
    assertThat(permissions(pool.resolve("nbd.sock"))).isEqualTo("rw-------");
    assertThat(permissions(pool)).isEqualTo("rwx------");
  }

  @Test
  void aKilledServerComesBackWithItsDisksServed() throws Exception {
    Tool.require("qemu-io");
    String diskId = cloud.awaitInUse(program.disk().getLast());
    Tool.run(
        "qemu-io", "-f", "raw", "-c", "write -P 0x77 0 1M", "-c", "flush", server.nbdUri(diskId));
    server.kill();
    server = ServerProcess.start(directory.resolve("pool"));
    Tool.run("qemu-io", "-f", "raw", "-c", "read -P 0x77 0 1M", server.nbdUri(diskId));
  }

  @Test
  void sigtermEndsItWellAndStandardOutputHeldTheReadyLineOnly() throws Exception {
    cloud.awaitInUse(program.disk().getLast());
    assertThat(server.stop()).isZero();
    assertThat(server.restOfOutput()).isEmpty();
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
