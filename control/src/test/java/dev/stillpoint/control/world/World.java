package dev.stillpoint.control.world;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.catalog.CatalogFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.control.Control;
import dev.stillpoint.control.admission.Gatekeeper;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Geography;
import dev.stillpoint.control.foundation.Identifiers;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.foundation.LimitsInForce;
import dev.stillpoint.control.foundation.ObjectLocks;
import dev.stillpoint.control.port.DiskMigration;
import dev.stillpoint.control.port.ExportGate;
import dev.stillpoint.control.port.InstanceBody;
import dev.stillpoint.control.port.SnapshotUpload;
import dev.stillpoint.control.recovery.AfterPowerCut;
import dev.stillpoint.control.recovery.Consistency;
import dev.stillpoint.control.recovery.Finding;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.ring.DataKeys;
import dev.stillpoint.control.ring.RootKey;
import dev.stillpoint.control.ring.WrongRootKey;
import dev.stillpoint.control.step.CrashPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Control over a real catalog and an engine in memory. A restart keeps catalog and engine and
 * nothing else.
 */
public final class World implements AutoCloseable {
  public static final String REGION = "cn-hangzhou";
  public static final String ZONE = "cn-hangzhou-h";

  private final Path directory;
  private final Random random = new Random(42);
  private final Set<CrashPoint> reached =
      Collections.synchronizedSet(EnumSet.noneOf(CrashPoint.class));
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private final MemoryEngine engine = new MemoryEngine(() -> now);
  private final SecureRandom secrets = new SecureRandom();
  private final RootKey root = RootKey.make(secrets);
  private MemoryGate gate;
  private Catalog catalog;
  private Control control;
  private Foundation foundation;
  private Limits limits = Limits.DEFAULT;
  private SnapshotUpload upload = SnapshotUpload.NONE;
  private InstanceBody body = InstanceBody.ABSENT;
  private DiskMigration migration = DiskMigration.AT_ONCE;
  private CrashPoint crash;
  private int passesBefore;
  private RuntimeException bug;
  private Runnable during;
  private CrashPoint duringPoint;
  private List<String> settled = List.of();
  private AfterPowerCut afterPowerCut = AfterPowerCut.STALE;

  public World(Path directory) throws CatalogFault, BlockFault {
    this.directory = directory;
    open();
  }

  private void open() throws CatalogFault, BlockFault {
    catalog = Catalog.open(directory);
    DataKeys dataKeys = dataKeys();
    engine.keys(dataKeys);
    gate = new MemoryGate();
    foundation =
        new Foundation(
            catalog,
            engine,
            gate,
            new UploadOf(),
            new BodyOf(),
            (diskId, arrival) -> migration.begin(diskId, arrival),
            new LimitsInForce(limits),
            Geography.DEFAULT,
            () -> now,
            new Identifiers(random),
            new ObjectLocks(),
            new Gatekeeper(Geography.DEFAULT, catalog, () -> now),
            dataKeys,
            this::at);
    control = Control.over(foundation);
    control.accounts().firstStart();
    settled = control.reconciliation().run(afterPowerCut);
  }

  private DataKeys dataKeys() {
    try {
      return DataKeys.open(catalog, root, secrets);
    } catch (WrongRootKey e) {
      throw new IllegalStateException(e);
    }
  }

  private void at(CrashPoint point) {
    reached.add(point);
    if (during != null && point == duringPoint) {
      Runnable once = during;
      during = null;
      once.run();
    }
    if (point == crash && passesBefore-- == 0) {
      if (bug != null) {
        crash = null;
        throw bug;
      }
      throw new SimulatedCrash(point);
    }
  }

  /** Starts again with other bounds. */
  public void restart(Limits other) throws CatalogFault, BlockFault {
    limits = other;
    restart();
  }

  /** Starts again with another choice. */
  public void restart(AfterPowerCut other) throws CatalogFault, BlockFault {
    afterPowerCut = other;
    restart();
  }

  /** The process ends, however it stood, and starts again. */
  public void restart() throws CatalogFault, BlockFault {
    crash = null;
    startAgain();
  }

  /** The machine dies and starts again, and so does the process, which may die on its way. */
  public void loseAnswers() throws CatalogFault, BlockFault {
    engine.loseAnswers();
    startAgain();
  }

  private void startAgain() throws CatalogFault, BlockFault {
    catalog.close();
    open();
  }

  /** Remembers the files of the catalog as they are when that step is next reached. */
  public void rememberCatalogAt(CrashPoint point) {
    during(
        point,
        () -> {
          try {
            copy(directory, remembered());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * The machine dies and starts again. Of the catalog the disk has what was remembered, since
   * nothing was synced after it; what the engine answered is durable.
   */
  public void cutPower() throws CatalogFault, BlockFault, IOException {
    crash = null;
    catalog.close();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    copy(remembered(), directory);
    open();
  }

  private Path remembered() {
    return directory.resolveSibling(directory.getFileName() + ".remembered");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        // The shared index is a process's own; another makes it anew from the log.
        if (!file.toString().endsWith("-shm")) {
          Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** The process dies when it gets there. */
  public void crashAt(CrashPoint point) {
    crashAt(point, 1);
  }

  /** The process dies when it gets there for the so-manieth time, from 1. */
  public void crashAt(CrashPoint point, int time) {
    crash = point;
    passesBefore = time - 1;
    bug = null;
  }

  /** A mistake in the product throws this when it gets there; the process lives on. */
  public void breakAt(CrashPoint point, RuntimeException mistake) {
    crashAt(point);
    bug = mistake;
  }

  /** Happens while the next snapshot or group stands between its intent and the engine. */
  public void duringNextStep(Runnable something) {
    during(CrashPoint.FREEZE_INTENDED, something);
  }

  /** Happens once, when somebody next stands there. */
  public void during(CrashPoint point, Runnable something) {
    duringPoint = point;
    during = something;
  }

  /** Every named step that was reached since the world began or {@link #forgetSteps} was called. */
  public Set<CrashPoint> steps() {
    return reached.isEmpty() ? Set.of() : EnumSet.copyOf(reached);
  }

  /** Begins to collect steps anew. */
  public void forgetSteps() {
    reached.clear();
  }

  /** What the last start settled. */
  public List<String> settled() {
    return settled;
  }

  /** Uploads go so from now on. */
  public void upload(SnapshotUpload other) {
    upload = other;
  }

  /** Bodies of instances start and stop so from now on. */
  public void body(InstanceBody other) {
    body = other;
  }

  /** Disks change their category so from now on. */
  public void migration(DiskMigration other) {
    migration = other;
  }

  /** Time passes. */
  public void pass(Duration duration) {
    now = now.plus(duration);
  }

  public Control control() {
    return control;
  }

  public Foundation foundation() {
    return foundation;
  }

  public Catalog catalog() {
    return catalog;
  }

  public MemoryEngine engine() {
    return engine;
  }

  public MemoryGate gate() {
    return gate;
  }

  public Caller caller() {
    return Caller.root("1000000000000001");
  }

  /** The row of a disk that exists. */
  public DiskRow disk(String diskId) {
    return catalog.read(tables -> tables.disks().find(diskId).orElseThrow());
  }

  /** Writes one block full of a byte. */
  public void write(String diskId, long block, int value) throws BlockFault {
    byte[] bytes = new byte[BlockEngine.BLOCK_BYTES];
    Arrays.fill(bytes, (byte) value);
    try (BlockDevice device = engine.openVolume(new VolumeId(disk(diskId).volume()))) {
      device.write(
          block * BlockEngine.BLOCK_BYTES, MemorySegment.ofArray(bytes), Durability.VOLATILE);
    }
  }

  /** The first byte of a block. */
  public int read(String diskId, long block) throws BlockFault {
    byte[] bytes = new byte[BlockEngine.BLOCK_BYTES];
    try (BlockDevice device = engine.openVolume(new VolumeId(disk(diskId).volume()))) {
      device.read(block * BlockEngine.BLOCK_BYTES, MemorySegment.ofArray(bytes));
    }
    return bytes[0];
  }

  /** The first byte of a block of a snapshot. */
  public int readSnapshot(String snapshotId, long block) throws BlockFault {
    long image = catalog.read(tables -> tables.snapshots().find(snapshotId).orElseThrow().image());
    return engine.imageByte(new ImageId(image), block);
  }

  /** What catalog, engine and exports do not agree on. */
  public List<Finding> findings() {
    return Consistency.check(catalog, engine, Optional.of(gate.names()));
  }

  @Override
  public void close() {
    catalog.close();
  }

  /** Whatever upload the test wants by now. */
  private final class UploadOf implements SnapshotUpload {
    @Override
    public void begin(List<Item> items, Progress progress) {
      upload.begin(items, progress);
    }

    @Override
    public boolean absent() {
      return upload.absent();
    }
  }

  /** Whatever body the test wants by now. */
  private final class BodyOf implements InstanceBody {
    @Override
    public void start(String instanceId) {
      body.start(instanceId);
    }

    @Override
    public void stop(String instanceId, ExportGate.Withdrawal mode) {
      body.stop(instanceId, mode);
    }
  }
}
