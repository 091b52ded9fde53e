package dev.stillpoint.engine.recovery;

import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.log.SegmentScan;
import java.io.IOException;

/** Decides whether a batch's payload is what its header says. A seam for tests that plant a bug. */
@FunctionalInterface
public interface PayloadCheck {
  /** Compares every block with its checksum. */
  PayloadCheck SOUND = SegmentScan::payloadIntact;

  boolean intact(SegmentScan scan, BatchHeader header) throws IOException;
}
