package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** What is on the disks before anything is measured. */
final class Filling {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int SMALL_BYTES = 4096;

  private Filling() {}

  /** Writes the first bytes of each disk once, in order, with bytes that do not repeat. */
  static void inOrder(Path socket, List<String> exports, long bytes)
      throws CannotMeasure, InterruptedException {
    byte[] block = new byte[BLOCK_BYTES];
    for (String export : exports) {
      try (NbdClient client = connect(socket, export)) {
        new SplittableRandom(export.hashCode()).nextBytes(block);
        for (long offset = 0; offset < bytes; offset += BLOCK_BYTES) {
          block[0] = (byte) (offset / BLOCK_BYTES);
          client.write(offset, block, Persistence.VOLATILE);
        }
        client.flush();
      } catch (IOException e) {
        throw new CannotMeasure(export + " could not be filled: " + e.getMessage(), e);
      }
    }
  }

  /** Writes some blocks of 4 KiB to each disk, anywhere on it. */
  static void atRandom(Path socket, List<String> exports, int blocks, SplittableRandom random)
      throws CannotMeasure, InterruptedException {
    byte[] block = new byte[SMALL_BYTES];
    for (String export : exports) {
      try (NbdClient client = connect(socket, export)) {
        for (int i = 0; i < blocks; i++) {
          random.nextBytes(block);
          long place = random.nextLong(client.export().sizeBytes() / SMALL_BYTES);
          client.write(place * SMALL_BYTES, block, Persistence.VOLATILE);
        }
      } catch (IOException e) {
        throw new CannotMeasure(export + " could not be written: " + e.getMessage(), e);
      }
    }
  }

  /** Fails unless each disk can be read. */
  static void requireReadable(Path socket, List<String> exports)
      throws CannotMeasure, InterruptedException {
    for (String export : exports) {
      try (NbdClient client = connect(socket, export)) {
        client.read(0, BLOCK_BYTES);
      } catch (IOException e) {
        throw new CannotMeasure(export + " could not be read: " + e.getMessage(), e);
      }
    }
  }

  private static NbdClient connect(Path socket, String export) throws IOException {
    return NbdClient.connect(UnixDomainSocketAddress.of(socket), export);
  }
}
