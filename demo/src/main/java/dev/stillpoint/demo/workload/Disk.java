package dev.stillpoint.demo.workload;

import dev.stillpoint.client.NbdAnswer;
import dev.stillpoint.client.Persistence;
import java.nio.ByteBuffer;

/** A disk as the writer needs it. Answers come on another thread, each exactly once. */
public interface Disk {
  /** Submits a write of the buffer's remaining bytes, which stay untouched until the answer. */
  void write(long offset, ByteBuffer bytes, Persistence persistence, NbdAnswer answer);

  /** Submits a flush. */
  void flush(NbdAnswer answer);
}
