package dev.stillpoint.demo.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything the fake knows: a JSON tree that is saved with each change, and one mapped file for
 * each disk and snapshot.
 */
final class FakeState {
  static final int DISK_BYTES = 64 << 20;

  /** Writes hold it shared, an honest copy of disks holds it alone. */
  final ReadWriteLock world = new ReentrantReadWriteLock(true);

  final Set<Lie> lies;
  private final Path directory;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, MappedByteBuffer> files = new ConcurrentHashMap<>();
  private final ObjectNode root;

  FakeState(Path directory, Set<Lie> lies) throws IOException {
    this.directory = directory;
    this.lies = lies;
    Path saved = directory.resolve("state.json");
    if (Files.exists(saved)) {
      root = (ObjectNode) json.readTree(Files.readString(saved));
      lieAfterRestart();
    } else {
      root = json.createObjectNode();
      for (String table : List.of("instances", "disks", "snapshots", "groups", "tokens")) {
        root.putObject(table);
      }
    }
  }

  ObjectNode table(String name) {
    return (ObjectNode) root.path(name);
  }

  String newId(String prefix) {
    int next = root.path("ids").asInt(0) + 1;
    root.put("ids", next);
    return prefix + "-bp1" + String.format("%017d", next);
  }

  void save() throws IOException {
    Path fresh = directory.resolve("state.new");
    Files.writeString(fresh, json.writeValueAsString(root));
    Files.move(
        fresh,
        directory.resolve("state.json"),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  /** The bytes of a disk or snapshot. */
  ByteBuffer bytes(String id) {
    return files.computeIfAbsent(id, this::map).duplicate();
  }

  void copy(String from, String to) {
    ByteBuffer source = bytes(from);
    ByteBuffer target = bytes(to);
    for (int at = 0; at < DISK_BYTES; at += 1 << 16) {
      // Only what differs is touched, so that files stay sparse.
      ByteBuffer part = source.slice(at, 1 << 16);
      if (part.mismatch(target.slice(at, 1 << 16)) >= 0) {
        target.put(at, part, 0, 1 << 16);
      }
    }
  }

  /** Snapshots of disks: at one instant if the fake is honest. Gives the snapshot of each disk. */
  Map<String, String> snapshot(List<String> disks) throws InterruptedException {
    boolean honest = !lies.contains(Lie.MIXED_GROUPS);
    Map<String, String> snapshots = new TreeMap<>();
    if (honest) {
      world.writeLock().lock();
    }
    try {
      for (String disk : disks) {
        String id = newId("s");
        copy(disk, id);
        table("snapshots").putObject(id).put("disk", disk);
        snapshots.put(disk, id);
        Thread.sleep(honest ? 0 : 20);
      }
    } finally {
      if (honest) {
        world.writeLock().unlock();
      }
    }
    return snapshots;
  }

  private void lieAfterRestart() {
    if (lies.contains(Lie.LOST_WRITES)) {
      String log =
          table("disks").properties().stream()
              .filter(disk -> disk.getValue().path("name").asString("").equals("log"))
              .findFirst()
              .orElseThrow()
              .getKey();
      bytes(log).put(0, new byte[DISK_BYTES / 2]);
    }
    if (lies.contains(Lie.CHANGED_SNAPSHOT)) {
      ObjectNode first = (ObjectNode) table("groups").properties().iterator().next().getValue();
      for (var member : first.path("members").properties()) {
        ByteBuffer bytes = bytes(member.getValue().asString());
        bytes.put(77, (byte) (bytes.get(77) ^ 1));
      }
    }
  }

  private MappedByteBuffer map(String id) {
    try (FileChannel file =
        FileChannel.open(
            directory.resolve(id),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return file.map(FileChannel.MapMode.READ_WRITE, 0, DISK_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
