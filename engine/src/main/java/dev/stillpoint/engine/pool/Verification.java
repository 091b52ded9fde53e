package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.format.Seals;
import dev.stillpoint.engine.map.NodeWalk;
import dev.stillpoint.engine.node.NodeStore;
import dev.stillpoint.engine.space.BlockTable;
import dev.stillpoint.engine.space.Segments;
import dev.stillpoint.engine.state.FrozenImage;
import dev.stillpoint.engine.state.LiveVolume;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Independent second opinions on an open pool. Slow; holds the lock while it looks at maps. */
final class Verification {
  private static final int FINDINGS_MAX = 1000;

  private final Core core;
  private final SealReader seals;

  Verification(Core core) {
    this.core = core;
    this.seals = new SealReader(core, false);
  }

  /** Marks and sweeps all maps against the accounting; see {@link Sweep}. */
  void accounting() throws IOException {
    core.lock.lock();
    try {
      new Sweep(core).run();
    } finally {
      core.lock.unlock();
    }
  }

  /** See {@link Sweep#recount}. */
  int recount() throws IOException {
    core.lock.lock();
    try {
      return new Sweep(core).recount();
    } finally {
      core.lock.unlock();
    }
  }

  /**
   * Reads every live block and compares it with its checksum, and every map entry with the stamp of
   * the block that it points to. Of sealed blocks it compares the sealed bytes, and looks whether
   * their seals are there; that needs no key.
   *
   * @return one sentence for each thing that is wrong, at most {@value #FINDINGS_MAX}
   */
  List<String> findings() throws IOException, BlockFault.Io {
    List<String> findings = new ArrayList<>();
    // Before anything reads them: what is damaged in one copy is mended when it is met.
    comparePages(findings);
    try {
      accounting();
    } catch (Invariant.Broken | IOException e) {
      findings.add(e.getMessage());
    }
    BlockTable[] tables = new BlockTable[core.geometry.slots()];
    for (int slot = 0; slot < tables.length; slot++) {
      Segments.State state = core.segments.state(slot);
      if (state == Segments.State.CLOSED) {
        tables[slot] = core.files.table(slot, core.segments.sequence(slot));
      } else if (state == Segments.State.ACTIVE) {
        tables[slot] = core.log.activeTable();
      }
      if (tables[slot] != null) {
        compareBlocks(slot, tables[slot], findings);
      }
    }
    core.lock.lock();
    try {
      compareMaps(tables, findings);
    } catch (IOException e) {
      findings.add("the maps cannot be read: " + e.getMessage());
    } finally {
      core.lock.unlock();
    }
    return findings;
  }

  private static void report(List<String> findings, String finding) {
    if (findings.size() < FINDINGS_MAX) {
      findings.add(finding);
    }
  }

  private void compareBlocks(int slot, BlockTable table, List<String> findings)
      throws IOException, BlockFault.Io {
    Crc crc = new Crc();
    long first = core.geometry.location(core.segments.sequence(slot), 0);
    int step = 256;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate((long) step << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
      for (int from = 0; from < core.geometry.logBlocks(); from += step) {
        int count = Math.min(step, core.geometry.logBlocks() - from);
        if (!anyLive(first + from, count)) {
          continue;
        }
        MemorySegment bytes = memory.asSlice(0, (long) count << Layout.BLOCK_SHIFT);
        core.files.read(slot, (long) from << Layout.BLOCK_SHIFT, bytes);
        for (int i = 0; i < count; i++) {
          boolean live = core.segments.isLive(first + from + i);
          int found = crc.ofBlock(table.block(from + i), bytes, (long) i << Layout.BLOCK_SHIFT);
          if (live && found != table.sum(from + i)) {
            report(findings, place(slot, from + i, table) + " is damaged");
          } else if (live && !sealIsThere(slot, from + i, table)) {
            report(findings, place(slot, from + i, table) + " has lost its seal");
          }
        }
      }
    }
  }

  private static String place(int slot, int at, BlockTable table) {
    return "block "
        + table.block(at)
        + " of family "
        + table.family(at)
        + " (segment file "
        + slot
        + ", block "
        + at
        + ")";
  }

  private boolean sealIsThere(int slot, int at, BlockTable table) throws BlockFault.Io {
    long segment = core.segments.sequence(slot);
    return table.header(at) == 0
        || seals.find(slot, segment, at, table.header(at), new byte[Seals.BYTES], 0);
  }

  private boolean anyLive(long from, int count) {
    for (int i = 0; i < count; i++) {
      if (core.segments.isLive(from + i)) {
        return true;
      }
    }
    return false;
  }

  private void comparePages(List<String> findings) throws IOException {
    NodeStore store = core.state.nodes().store();
    byte[] usage = store.usage();
    for (int page = 1; page < usage.length; page++) {
      if (usage[page] > 0 && !store.bothIntact(page)) {
        report(findings, "page " + page + " of the maps is damaged in one copy at least");
      }
    }
  }

  private void compareMaps(BlockTable[] tables, List<String> findings) throws IOException {
    Sweep sweep = new Sweep(core);
    sweep.readMoved();
    NodeWalk walk = new NodeWalk(core.state.nodes());
    for (LiveVolume volume : core.state.volumes()) {
      Device.Cover cover = new Device.Cover(volume.family(), volume.key());
      String name = "volume " + volume.id();
      walk.whole(
          volume.map().root(),
          (block, count, identity) ->
              compareRun(name, cover, block, count, identity, sweep, tables, findings));
    }
    for (FrozenImage image : core.state.images()) {
      Device.Cover cover = new Device.Cover(image.family(), image.key());
      String name = "image " + image.id();
      walk.whole(
          image.map().root(),
          (block, count, identity) ->
              compareRun(name, cover, block, count, identity, sweep, tables, findings));
    }
  }

  private void compareRun(
      String name,
      Device.Cover cover,
      long block,
      long count,
      long identity,
      Sweep sweep,
      BlockTable[] tables,
      List<String> findings) {
    for (long i = 0; i < count; i++) {
      long wanted = block + i;
      long place = sweep.place(identity + i);
      int slot = core.segments.slotOf(place);
      BlockTable table = slot < 0 ? null : tables[slot];
      if (table == null) {
        report(findings, name + " points into a segment that does not exist");
        return;
      }
      int at = core.geometry.block(place);
      boolean ownFamily = table.family(at) == cover.family() || table.family(at) == 0;
      boolean covered = cover.sealed() == table.header(at) > 0;
      boolean same = table.identity(at) == identity + i;
      if (table.block(at) == (wanted | LogRecord.Move.LOST) && same) {
        report(
            findings, name + " has lost its block " + wanted + ": it was damaged before it moved");
      } else if (table.block(at) != wanted || !ownFamily || !covered || !same) {
        report(
            findings,
            name
                + " expects its block "
                + wanted
                + (cover.sealed() ? " sealed" : "")
                + " where block "
                + table.block(at)
                + " of family "
                + table.family(at)
                + (table.header(at) > 0 ? " sealed" : "")
                + " stands");
      }
    }
  }
}
