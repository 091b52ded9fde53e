package dev.stillpoint.engine.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A node that was encoded is the same node when it is decoded, and fits a page at its worst. */
class NodeCodecTest {
  private static byte[] encode(Node node) {
    NodeCodec codec = new NodeCodec();
    return Arrays.copyOf(codec.bytes, codec.encode(node));
  }

  @Test
  void leavesComeBackAsTheyWere() throws IOException {
    Leaf leaf = new Leaf(4);
    leaf.append(0, ExtentMap.ZERO, 5);
    leaf.append(5, 1L << 55, 1);
    leaf.append(6, 3, Leaf.COUNT_MAX);
    leaf.append(1L << 50, 0, 7);
    Leaf back = (Leaf) NodeCodec.decode(encode(leaf));
    assertThat(back.n).isEqualTo(4);
    assertThat(back.block).isEqualTo(leaf.block);
    assertThat(back.location).isEqualTo(leaf.location);
    assertThat(back.count).isEqualTo(leaf.count);
  }

  @Test
  void innerNodesComeBackAsTheyWere() throws IOException {
    Inner inner = new Inner(3);
    inner.append(0, Ref.at(1L << 40, 900, 1L << 35));
    inner.append(77, Ref.at(513, 1L << 50, 0));
    inner.append(1L << 51, Ref.at(1 << 20, 2, 9));
    Inner back = (Inner) NodeCodec.decode(encode(inner));
    assertThat(back.key).isEqualTo(inner.key);
    for (int i = 0; i < 3; i++) {
      assertThat(Ref.same(back.child[i], inner.child[i])).isTrue();
      assertThat(back.child[i].blocks()).isEqualTo(inner.child[i].blocks());
    }
  }

  @Test
  void theWorstNodesFitAPage() {
    Leaf leaf = new Leaf(64);
    Inner inner = new Inner(64);
    for (int i = 0; i < 64; i++) {
      long far = (i & 1) == 0 ? 0 : 1L << 58;
      leaf.append((long) i << 56, far, Leaf.COUNT_MAX);
      inner.append((long) i << 56, Ref.at(far + 1, far + 1, 1L << 60));
    }
    assertThat(encode(leaf).length).isLessThan(4000);
    assertThat(encode(inner).length).isLessThan(4000);
  }

  @Test
  void whatIsCutOffIsRefused() {
    Leaf leaf = new Leaf(2);
    leaf.append(5, 1000, 3);
    byte[] bytes = encode(leaf);
    assertThatThrownBy(() -> NodeCodec.decode(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IOException.class);
  }
}
