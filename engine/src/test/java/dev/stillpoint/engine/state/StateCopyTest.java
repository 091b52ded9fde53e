package dev.stillpoint.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.map.Fanout;
import dev.stillpoint.engine.map.Nodes;
import dev.stillpoint.engine.node.NodeStore;
import dev.stillpoint.engine.pool.MemoryStorage;
import dev.stillpoint.engine.space.Geometry;
import dev.stillpoint.engine.space.Segments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is copied under the pool's lock is what changed, however many images there are. */
class StateCopyTest {
  private static final int IMAGES = 1000;

  private final StateCopy copy = new StateCopy();
  private PoolState state;
  private Nodes nodes;
  private long lsn;

  @BeforeEach
  void manyImagesOfTwoVolumes() throws IOException {
    NodeStore store = new NodeStore(new MemoryStorage(), 7, 8, 16, 1000, 3);
    store.restore(new byte[1]);
    nodes = new Nodes(store, 1 << 20, Fanout.STANDARD);
    state = new PoolState(new Segments(Geometry.of(1 << 20, 16 << 20)), nodes, null);
    apply(new LogRecord.CreateVolume(1, 1000, LogRecord.PLAIN));
    apply(new LogRecord.CreateVolume(2, 1000, LogRecord.PLAIN));
    for (long image = 1; image < IMAGES; image += 2) {
      freeze(image, 1, 2);
    }
    copy.follow(state.takeChanges());
    compare();
  }

  private void apply(LogRecord record) throws IOException {
    Question<Void> question =
        () -> {
          state.apply(record, lsn, 100 + lsn);
          return null;
        };
    lsn++;
    question.ask(nodes);
  }

  /** A group of one image or two. */
  private void freeze(long image, long... volumes) throws IOException {
    List<LogRecord.FreezeMember> members = new ArrayList<>();
    for (int i = 0; i < volumes.length; i++) {
      members.add(new LogRecord.FreezeMember(volumes[i], image + i));
    }
    apply(new LogRecord.Freeze(image, 0, members));
  }

  private void settle() throws IOException {
    Question<Boolean> question = () -> state.release(3);
    while (question.ask(nodes)) {
      copy.follow(state.takeChanges());
    }
    copy.follow(state.takeChanges());
  }

  private void compare() {
    assertThat(copy.images()).containsExactlyElementsOf(state.images());
    assertThat(copy.groups()).containsExactlyElementsOf(state.groups());
    TreeSet<Long> serials = new TreeSet<>();
    state.volumes().forEach(volume -> serials.add(volume.version().serial()));
    state.images().forEach(image -> serials.add(image.version().serial()));
    state.versions().hidden().forEach(version -> serials.add(version.serial()));
    assertThat(copy.versions()).extracting(VersionEntry::serial).containsExactlyElementsOf(serials);
    for (FrozenImage image : state.images()) {
      Version above = image.version().above();
      assertThat(copy.versions())
          .contains(
              new VersionEntry(
                  image.version().serial(),
                  above == null ? 0 : above.serial(),
                  image.version().since(),
                  image.map().root(),
                  false));
    }
  }

  @Test
  void oneMoreImageIsOneChangeAndNotAThousand() throws IOException {
    freeze(IMAGES + 1, 1);
    StateChanges changes = state.takeChanges();
    assertThat(changes.images()).hasSize(1);
    assertThat(changes.groups()).hasSize(1);
    assertThat(changes.versions()).as("of the image and of both volumes").hasSize(3);
    copy.follow(changes);
    compare();
    assertThat(state.takeChanges().versions()).as("of both volumes").hasSize(2);
  }

  @Test
  void whatIsDeletedHiddenAndTakenOutIsFollowed() throws IOException {
    apply(new LogRecord.CloneVolume(3, 501, 1000));
    apply(new LogRecord.DeleteImages(List.of(501L, 502L, 7L)));
    copy.follow(state.takeChanges());
    settle();
    assertThat(state.versions().hidden()).as("two versions stem from it").hasSize(1);
    compare();
    apply(new LogRecord.DeleteVolume(3));
    apply(new LogRecord.RollBack(5000, 0, List.of(new LogRecord.RollBackMember(1, 11, 5001))));
    settle();
    assertThat(state.versions().hidden()).isEmpty();
    compare();
  }

  @Test
  void theyAreListedPieceByPiece() {
    List<FrozenImage> images = new ArrayList<>();
    assertThat(state.imagesAfter(Long.MIN_VALUE, 300, images)).isTrue();
    assertThat(images).hasSize(300);
    while (state.imagesAfter(images.getLast().id(), 300, images)) {
      assertThat(images.size() % 300).isZero();
    }
    assertThat(images).containsExactlyElementsOf(state.images());
    List<FrozenGroup> groups = new ArrayList<>();
    assertThat(state.groupsAfter(Long.MIN_VALUE, IMAGES / 2, groups)).isFalse();
    assertThat(groups).containsExactlyElementsOf(state.groups());
  }
}
