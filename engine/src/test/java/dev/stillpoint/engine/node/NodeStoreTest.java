package dev.stillpoint.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.pool.MemoryStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes are found again as they were written, also when one of their copies is not. */
class NodeStoreTest {
  private static final long BIRTH = 77;

  private final MemoryStorage storage = new MemoryStorage();
  private NodeStore store = new NodeStore(storage, 1, 2, 8, 4, 3);
  private long checkpoint;

  private static byte[] node(int number, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) number);
    return bytes;
  }

  /** Writes nodes as a checkpoint that is durable; answers where they stand. */
  private List<Long> write(int count, int length) throws IOException {
    NodeStore.Capture capture = store.capture();
    List<Long> addresses = new ArrayList<>();
    try (NodeWriter writer = store.writer(capture, ++checkpoint)) {
      for (int i = 0; i < count; i++) {
        addresses.add(writer.add(node(i, length), length, BIRTH));
      }
      assertThat(writer.finish()).isEqualTo(store.usage());
    }
    store.settle(capture, true);
    return addresses;
  }

  private void assertHolds(List<Long> addresses, int length) throws IOException {
    for (int i = 0; i < addresses.size(); i++) {
      assertThat(store.load(addresses.get(i), BIRTH)).isEqualTo(node(i, length));
    }
  }

  @Test
  void nodesAreFoundAgainAlsoAfterItWasOpenedAnew() throws IOException {
    List<Long> addresses = write(50, 700);
    assertHolds(addresses, 700);
    byte[] usage = store.usage();
    store = new NodeStore(storage, 1, 2, 8, 4, 3);
    store.restore(usage);
    assertHolds(addresses, 700);
    assertThat(store.usedPages()).isEqualTo(10);
  }

  @Test
  void aDamagedPageIsTakenFromItsOtherCopyAndMended() throws IOException {
    List<Long> addresses = write(10, 700);
    storage.contents(NodeStore.name(0, 0))[3000] ^= 1;
    assertHolds(addresses, 700);
    assertThat(store.mendedPages()).isEqualTo(1);
    assertThat(storage.contents(NodeStore.name(0, 0)))
        .isEqualTo(storage.contents(NodeStore.name(0, 1)));
  }

  @Test
  void aPageThatWasNeverWrittenAnewIsRecognisedByItsAge() throws IOException {
    List<Long> old = write(5, 700);
    byte[] stale = storage.contents(NodeStore.name(0, 0)).clone();
    old.forEach(store::free);
    write(0, 0);
    store = reopened();
    NodeStore.Capture capture = store.capture();
    long address;
    try (NodeWriter writer = store.writer(capture, ++checkpoint)) {
      address = writer.add(node(9, 500), 500, BIRTH + 1);
      writer.finish();
    }
    assertThat(NodeAddress.page(address)).isEqualTo(NodeAddress.page(old.getFirst()));
    System.arraycopy(stale, 0, storage.contents(NodeStore.name(0, 0)), 0, stale.length);
    assertThat(store.load(address, BIRTH + 1)).isEqualTo(node(9, 500));
    assertThat(store.mendedPages()).isEqualTo(1);
  }

  private NodeStore reopened() throws IOException {
    byte[] usage = store.usage();
    NodeStore next = new NodeStore(storage, 1, 2, 8, 4, 3);
    next.restore(usage);
    return next;
  }

  @Test
  void whatBothCopiesLostIsReported() throws IOException {
    List<Long> addresses = write(5, 700);
    storage.contents(NodeStore.name(0, 0))[3000] ^= 1;
    storage.contents(NodeStore.name(0, 1))[2000] ^= 1;
    assertThatThrownBy(() -> store.load(addresses.getFirst(), BIRTH))
        .isInstanceOf(DamagedNodeException.class)
        .hasMessageContaining("neither copy of page 1");
  }

  @Test
  void aPageOfAnotherPoolOrAnotherPlaceIsNotTaken() throws IOException {
    List<Long> addresses = write(12, 700);
    NodeStore stranger = new NodeStore(storage, 1, 3, 8, 4, 3);
    stranger.restore(store.usage());
    assertThatThrownBy(() -> stranger.load(addresses.getFirst(), BIRTH))
        .isInstanceOf(DamagedNodeException.class);
    for (int copy = 0; copy < 2; copy++) {
      byte[] bytes = storage.contents(NodeStore.name(0, copy));
      System.arraycopy(bytes, 4096, bytes, 0, 4096);
    }
    assertThatThrownBy(() -> store.load(addresses.getFirst(), BIRTH))
        .isInstanceOf(DamagedNodeException.class);
  }

  @Test
  @Proves("engine/8")
  void aPageIsWrittenAgainOnlyWhenACheckpointWithoutItIsDurable() throws IOException {
    List<Long> addresses = write(5, 700);
    int usable = store.usablePages();
    addresses.forEach(store::free);
    assertThat(store.usablePages()).isEqualTo(usable);
    NodeStore.Capture failed = store.capture();
    store.settle(failed, false);
    assertThat(store.usablePages()).isEqualTo(usable);
    NodeStore.Capture capture = store.capture();
    assertThat(store.usablePages()).isEqualTo(usable);
    store.settle(capture, true);
    assertThat(store.usablePages()).isEqualTo(usable + 1);
  }

  @Test
  void aCheckpointThatWasGivenUpLeavesNothingBehind() throws IOException {
    write(5, 700);
    byte[] usage = store.usage();
    int usable = store.usablePages();
    NodeStore.Capture capture = store.capture();
    try (NodeWriter writer = store.writer(capture, ++checkpoint)) {
      for (int i = 0; i < 12; i++) {
        writer.add(node(i, 700), 700, BIRTH);
      }
      writer.abandon();
    }
    assertThat(store.usage()).isEqualTo(usage);
    assertThat(store.usablePages()).isEqualTo(usable);
  }

  @Test
  void thereIsAnEndOfPages() {
    assertThatThrownBy(() -> write(5 * 8 * 4 + 1, 700))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no page is left");
    assertThat(store.availablePages()).isZero();
  }
}
