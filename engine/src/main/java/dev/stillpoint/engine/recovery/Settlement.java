package dev.stillpoint.engine.recovery;

import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.StorageFile;
import dev.stillpoint.engine.log.LogPosition;
import dev.stillpoint.engine.log.SegmentFiles;
import dev.stillpoint.engine.log.SegmentScan;
import dev.stillpoint.engine.space.BlockTable;
import dev.stillpoint.engine.space.Geometry;
import dev.stillpoint.engine.space.Segments;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is done to the log once a recovery knows where it ends. */
public final class Settlement {
  private Settlement() {}

  /**
   * Makes what was replayed durable, with the footers that a crash may have cut off, and wipes the
   * header behind the end, copies included: a batch that was torn must stay lost, also when what is
   * written over it next is torn in turn and completes it.
   */
  public static void settle(SegmentFiles files, Segments segments, Recovery.Result result)
      throws IOException {
    LogPosition end = result.end();
    if (end.block() < segments.geometry().logBlocks()) {
      wipe(files, segments.geometry(), end);
    }
    for (Map.Entry<Integer, BlockTable> entry : result.replayed().entrySet()) {
      int each = entry.getKey();
      if (segments.state(each) == Segments.State.CLOSED) {
        files.writeFooter(each, entry.getValue());
      }
      files.sync(each);
    }
  }

  private static void wipe(SegmentFiles files, Geometry geometry, LogPosition end)
      throws IOException {
    int last = Math.min(end.block() + BatchHeader.PAYLOAD_BLOCKS_MAX + 1, geometry.logBlocks() - 1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nothing = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      for (int at : files.with(end.slot(), file -> copies(file, geometry, end.block(), last))) {
        files.write(end.slot(), (long) at << Layout.BLOCK_SHIFT, nothing);
      }
      files.write(end.slot(), (long) end.block() << Layout.BLOCK_SHIFT, nothing);
    }
  }

  private static List<Integer> copies(StorageFile file, Geometry geometry, int block, int last)
      throws IOException {
    List<Integer> copies = new ArrayList<>();
    try (SegmentScan scan = new SegmentScan(file, geometry)) {
      for (int at = block + 1; at <= last; at++) {
        if (scan.isCopy(block, at)) {
          copies.add(at);
        }
      }
    }
    return copies;
  }
}
