package dev.stillpoint.control.port;

/**
 * What a disk may do in a second. Where reads and writes have the same figures, they share them.
 *
 * @param readIops reads
 * @param writeIops writes
 * @param readBytes bytes read
 * @param writeBytes bytes written
 */
public record IoLimits(long readIops, long writeIops, long readBytes, long writeBytes) {
  /** Reads and writes together. */
  public static IoLimits together(long iops, long bytes) {
    return new IoLimits(iops, iops, bytes, bytes);
  }

  /** True when reads and writes share one allowance. */
  public boolean shared() {
    return readIops == writeIops && readBytes == writeBytes;
  }
}
