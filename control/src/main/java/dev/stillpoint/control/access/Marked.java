package dev.stillpoint.control.access;

import dev.stillpoint.control.fault.Refusal;

/** Which part of a list is asked for: so many items from behind a marker. */
record Marked(String marker, Integer maxItems) {
  Chunk chunk() throws Refusal {
    return Chunk.of(marker, maxItems);
  }
}
