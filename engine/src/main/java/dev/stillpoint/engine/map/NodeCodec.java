package dev.stillpoint.engine.map;

import dev.stillpoint.engine.node.NodeAddress;
import java.io.IOException;

/**
 * A node as bytes. Numbers are varints: seven bits a byte, the lowest first; those that may be
 * negative stand doubled, with the sign in the lowest bit.
 *
 * <pre>
 *   leaf   0, n, n times
 *            (block less the end of the one before, count, 0 for zeros or
 *             1 + twice-signed location less the end of the last one)
 *   inner  1, n, n times
 *            (key less the key before, signed address less the one before,
 *             signed birth less the one before, blocks)
 * </pre>
 */
final class NodeCodec {
  /** Room for the longest node. */
  static final int BYTES_MAX = 2 + 64 * 40;

  private static final byte LEAF = 0;
  private static final byte INNER = 1;

  final byte[] bytes = new byte[BYTES_MAX];
  int at;

  /** Encodes into {@link #bytes}; returns the length. */
  int encode(Node node) {
    at = 0;
    switch (node) {
      case Leaf leaf -> {
        bytes[at++] = LEAF;
        bytes[at++] = (byte) leaf.n;
        long end = 0;
        long place = 0;
        for (int i = 0; i < leaf.n; i++) {
          put(leaf.block[i] - end);
          put(leaf.count[i]);
          end = leaf.end(i);
          if (leaf.zeros(i)) {
            put(0);
          } else {
            put(1 + signed(leaf.location[i] - place));
            place = leaf.location[i] + leaf.count[i];
          }
        }
      }
      case Inner inner -> {
        bytes[at++] = INNER;
        bytes[at++] = (byte) inner.n;
        long key = 0;
        long address = 0;
        long birth = 0;
        for (int i = 0; i < inner.n; i++) {
          Ref child = inner.child[i];
          put(inner.key[i] - key);
          put(signed(child.addressInCheckpoint() - address));
          put(signed(child.birth() - birth));
          put(child.blocks());
          key = inner.key[i];
          address = child.addressInCheckpoint();
          birth = child.birth();
        }
      }
    }
    return at;
  }

  private static long signed(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static long unsigned(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  private void put(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      bytes[at++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[at++] = (byte) left;
  }

  /** Decodes what {@link #encode} made. */
  static Node decode(byte[] bytes) throws IOException {
    try {
      return new Reader(bytes).node();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("a node of the maps is cut off", e);
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    Node node() throws IOException {
      byte kind = bytes[at++];
      int n = bytes[at++];
      return switch (kind) {
        case LEAF -> leaf(n);
        case INNER -> inner(n);
        default -> throw new IOException("a node of the maps is of kind " + kind);
      };
    }

    private Leaf leaf(int n) {
      Leaf leaf = new Leaf(n);
      long end = 0;
      long place = 0;
      for (int i = 0; i < n; i++) {
        long block = end + take();
        int count = (int) take();
        long location = take();
        if (location == 0) {
          leaf.append(block, ExtentMap.ZERO, count);
        } else {
          leaf.append(block, place + unsigned(location - 1), count);
          place = leaf.location[i] + count;
        }
        end = block + count;
      }
      return leaf;
    }

    private Inner inner(int n) {
      Inner inner = new Inner(n);
      long key = 0;
      long address = NodeAddress.NONE;
      long birth = 0;
      for (int i = 0; i < n; i++) {
        key += take();
        address += unsigned(take());
        birth += unsigned(take());
        inner.append(key, Ref.at(address, birth, take()));
      }
      return inner;
    }

    private long take() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        value |= (next & 0x7FL) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }
  }
}
