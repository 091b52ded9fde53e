package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.bench.ChildProcess;
import dev.stillpoint.bench.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The peer: QEMU's storage daemon with a qcow2 image for each disk, and its group transaction. As
 * libvirt does it, the new overlays are made and opened before; the transaction only puts them in
 * place.
 */
final class QemuGroups implements Freezer, AutoCloseable {
  static final String NAME = "QEMU transaction";

  private static final String DAEMON = "qemu-storage-daemon";
  private static final String IMAGES = "qemu-img";
  private static final Duration START_TIME_MAX = Duration.ofSeconds(20);
  private static final long IMAGE_SECONDS_MAX = 30;

  /** Subclusters, so that a first write to an overlay need not copy 64 KiB. */
  private static final String IMAGE_OPTIONS = "extended_l2=on";

  private final Path directory;
  private final int disks;
  private final ChildProcess process;
  private final Qmp qmp;
  private int generation;

  private QemuGroups(Path directory, int disks, ChildProcess process, Qmp qmp) {
    this.directory = directory;
    this.disks = disks;
    this.process = process;
    this.qmp = qmp;
  }

  /** Why it cannot take part on this machine; empty when it can. */
  static Optional<String> absence(Commands programs) {
    for (String program : List.of(DAEMON, IMAGES)) {
      if (programs.find(program).isEmpty()) {
        return Optional.of(
            program + " is not installed (on Debian: qemu-system-common, qemu-utils)");
      }
    }
    return Optional.empty();
  }

  /**
   * Starts the daemon on empty images.
   *
   * @param directory an empty directory of its own
   */
  static QemuGroups start(Commands programs, Path directory, int disks, long diskBytes)
      throws CannotMeasure, InterruptedException {
    makeImage(programs.find(IMAGES).orElseThrow(), template(directory), diskBytes);
    List<String> command = new ArrayList<>();
    command.add(programs.find(DAEMON).orElseThrow().toString());
    command.addAll(
        List.of("--chardev", "socket,path=" + monitor(directory) + ",server=on,wait=off,id=qmp"));
    command.addAll(List.of("--monitor", "chardev=qmp"));
    command.addAll(
        List.of(
            "--nbd-server",
            "addr.type=unix,addr.path=" + directory.resolve("nbd.sock") + ",max-connections=0"));
    for (int disk = 0; disk < disks; disk++) {
      copyTemplate(directory, disk, 0);
      command.addAll(List.of("--blockdev", image(directory, disk, 0).toString()));
      command.addAll(
          List.of(
              "--export",
              "type=nbd,id=%1$s,node-name=%2$s,name=%1$s,writable=on"
                  .formatted(export(disk), node(disk, 0))));
    }
    ChildProcess process = ChildProcess.start(command, directory.resolve("messages"));
    try {
      process.awaitSocket(directory.resolve("nbd.sock"), START_TIME_MAX);
      process.awaitSocket(monitor(directory), START_TIME_MAX);
      return new QemuGroups(directory, disks, process, Qmp.connect(monitor(directory)));
    } catch (CannotMeasure | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  ChildProcess process() {
    return process;
  }

  Path socket() {
    return directory.resolve("nbd.sock");
  }

  List<String> exports() {
    return IntStream.range(0, disks).mapToObj(QemuGroups::export).toList();
  }

  @Override
  public void prepare() throws CannotMeasure {
    generation++;
    for (int disk = 0; disk < disks; disk++) {
      copyTemplate(directory, disk, generation);
      ObjectNode node = image(directory, disk, generation);
      node.putNull("backing");
      ObjectNode add = Qmp.command("blockdev-add");
      add.set("arguments", node);
      qmp.execute(add);
    }
  }

  @Override
  public void freeze() throws CannotMeasure {
    ObjectNode transaction = Qmp.command("transaction");
    ArrayNode actions = transaction.putObject("arguments").putArray("actions");
    for (int disk = 0; disk < disks; disk++) {
      ObjectNode action = actions.addObject().put("type", "blockdev-snapshot");
      action
          .putObject("data")
          .put("node", node(disk, generation - 1))
          .put("overlay", node(disk, generation));
    }
    qmp.execute(transaction);
  }

  @Override
  public void close() throws CannotMeasure {
    try {
      qmp.close();
    } finally {
      process.close();
    }
  }

  private static void makeImage(Path program, Path file, long bytes)
      throws CannotMeasure, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(
                  program.toString(),
                  "create",
                  "-q",
                  "-f",
                  "qcow2",
                  "-o",
                  IMAGE_OPTIONS,
                  file.toString(),
                  Long.toString(bytes))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(IMAGE_SECONDS_MAX, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new CannotMeasure("qemu-img made no image with " + IMAGE_OPTIONS);
      }
    } catch (IOException e) {
      throw new CannotMeasure("could not run qemu-img: " + e.getMessage(), e);
    }
  }

  private static void copyTemplate(Path directory, int disk, int generation) throws CannotMeasure {
    try {
      Files.copy(template(directory), file(directory, disk, generation));
    } catch (IOException e) {
      throw new CannotMeasure("an overlay could not be made: " + e.getMessage(), e);
    }
  }

  private static ObjectNode image(Path directory, int disk, int generation) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("driver", "qcow2").put("node-name", node(disk, generation));
    node.putObject("file")
        .put("driver", "file")
        .put("filename", file(directory, disk, generation).toString());
    return node;
  }

  private static Path file(Path directory, int disk, int generation) {
    return directory.resolve(node(disk, generation) + ".qcow2");
  }

  private static Path template(Path directory) {
    return directory.resolve("empty.qcow2");
  }

  private static Path monitor(Path directory) {
    return directory.resolve("qmp.sock");
  }

  private static String export(int disk) {
    return "d" + disk;
  }

  private static String node(int disk, int generation) {
    return "d" + disk + "-" + generation;
  }
}
