package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.Seals;
import dev.stillpoint.engine.map.BlockRefs;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.Walks;
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

  /** Marks and sweeps all maps against the accounting. */
  void accounting() {
    core.lock.lock();
    try {
      int[][] counted = count();
      long live = 0;
      for (int slot = 0; slot < core.geometry.slots(); slot++) {
        int liveHere = 0;
        long segment = core.segments.sequence(slot);
        if (segment == 0) {
          continue;
        }
        for (int block = 0; block < core.geometry.blocks(); block++) {
          int expected = counted[slot] == null ? 0 : counted[slot][block];
          int found = core.segments.references(core.geometry.location(segment, block));
          Invariant.hold(
              found == expected,
              "8 reclaim",
              "references of block " + block + " in slot " + slot,
              found,
              expected);
          Invariant.hold(
              core.segments.bits().get(slot, block) == expected > 0,
              "8 reclaim",
              "the live bit of block " + block + " in slot " + slot);
          liveHere += expected > 0 ? 1 : 0;
        }
        Invariant.hold(
            core.segments.liveIn(slot) == liveHere,
            "8 reclaim",
            "live blocks of slot " + slot,
            core.segments.liveIn(slot),
            liveHere);
        live += liveHere;
      }
      Invariant.hold(
          core.segments.liveBlocks() == live,
          "8 reclaim",
          "live blocks of the pool",
          core.segments.liveBlocks(),
          live);
    } finally {
      core.lock.unlock();
    }
  }

  private int[][] count() {
    int[][] counted = new int[core.geometry.slots()][];
    BlockRefs counter =
        new BlockRefs() {
          @Override
          public void retain(long location, int count) {
            int slot = core.segments.slotOf(location);
            Invariant.hold(
                slot >= 0, "8 reclaim", "a map reaches into a segment that is not there");
            if (counted[slot] == null) {
              counted[slot] = new int[core.geometry.blocks()];
            }
            for (int i = 0; i < count; i++) {
              counted[slot][core.geometry.block(location) + i]++;
            }
          }

          @Override
          public void release(long location, int count) {
            throw new AssertionError("a count only retains");
          }
        };
    Walks walks = core.state.walks();
    walks.begin();
    for (LiveVolume volume : core.state.volumes()) {
      walks.count(volume.map().root(), counter);
    }
    for (FrozenImage image : core.state.images()) {
      walks.count(image.map().root(), counter);
    }
    core.state.releases().forEach(node -> walks.count(node, counter));
    return counted;
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
    try {
      accounting();
    } catch (Invariant.Broken e) {
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

  private void compareMaps(BlockTable[] tables, List<String> findings) {
    core.state.walks().begin();
    for (LiveVolume volume : core.state.volumes()) {
      Device.Cover cover = new Device.Cover(volume.family(), volume.key());
      compareMap("volume " + volume.id(), cover, volume.map(), tables, findings);
    }
    for (FrozenImage image : core.state.images()) {
      Device.Cover cover = new Device.Cover(image.family(), image.key());
      compareMap("image " + image.id(), cover, image.map(), tables, findings);
    }
  }

  private void compareMap(
      String name, Device.Cover cover, ExtentMap map, BlockTable[] tables, List<String> findings) {
    core.state
        .walks()
        .extents(
            map.root(),
            (block, count, location) -> {
              int slot = core.segments.slotOf(location);
              BlockTable table = slot < 0 ? null : tables[slot];
              if (table == null) {
                report(findings, name + " points into a segment that does not exist");
                return;
              }
              for (int i = 0; i < count; i++) {
                int at = core.geometry.block(location) + i;
                boolean ownFamily = table.family(at) == cover.family() || table.family(at) == 0;
                boolean covered = cover.sealed() == table.header(at) > 0;
                if (table.block(at) != block + i || !ownFamily || !covered) {
                  report(
                      findings,
                      name
                          + " expects its block "
                          + (block + i)
                          + (cover.sealed() ? " sealed" : "")
                          + " where block "
                          + table.block(at)
                          + " of family "
                          + table.family(at)
                          + (table.header(at) > 0 ? " sealed" : "")
                          + " stands");
                }
              }
            });
  }
}
