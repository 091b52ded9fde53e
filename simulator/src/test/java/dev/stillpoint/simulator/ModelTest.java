package dev.stillpoint.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.Cut;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The oracle knows every prefix. */
class ModelTest {
  private static final VolumeId DISK = new VolumeId(1);
  private static final ImageId IMAGE = new ImageId(2);
  private static final GroupId GROUP = new GroupId(3);
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static byte[] bytes(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte at(State state, int position) {
    return state.read(state.volumes.get(DISK), position, 1)[0];
  }

  private static Model withDisk() {
    Model model = new Model();
    model.appended(1, new Change.CreateVolume(DISK, 4 * 4096, Optional.empty()));
    model.promised(1);
    return model;
  }

  @Test
  void everyPrefixShowsExactlyItsRecords() {
    Model model = withDisk();
    model.appended(2, new Change.Write(DISK, 4090, bytes(1, 10)));
    model.appended(3, new Change.Write(DISK, 4096, bytes(2, 4096)));
    model.appended(4, new Change.Zero(DISK, 4096, 4096, Zeroing.HOLE));
    assertThat(at(model.at(1), 4095)).isZero();
    assertThat(at(model.at(2), 4095)).isEqualTo((byte) 1);
    assertThat(at(model.at(2), 4099)).isEqualTo((byte) 1);
    assertThat(at(model.at(2), 4100)).isZero();
    assertThat(at(model.at(3), 4099)).isEqualTo((byte) 2);
    assertThat(at(model.head(), 4099)).isZero();
    assertThat(model.head().volumes.get(DISK)[1]).isSameAs(State.HOLE);
  }

  @Test
  void whatARecoveryDidNotFindNeverHappened() {
    Model model = withDisk();
    model.appended(2, new Change.Write(DISK, 0, bytes(1, 1)));
    model.appended(3, new Change.Write(DISK, 0, bytes(2, 1)));
    model.recovered(2);
    assertThat(at(model.head(), 0)).isEqualTo((byte) 1);
    model.appended(3, new Change.Write(DISK, 1, bytes(3, 1)));
    assertThat(at(model.at(3), 0)).isEqualTo((byte) 1);
    assertThat(at(model.at(3), 1)).isEqualTo((byte) 3);
  }

  @Test
  void aChangeOfSeveralRecordsIsNeverHalfThere() {
    Model model = withDisk();
    model.appended(2, new Change.Zero(DISK, 1, 9000, Zeroing.HOLE));
    model.extended(3);
    model.extended(4);
    assertThat(model.splitBy(1)).isEmpty();
    assertThat(model.splitBy(2)).isPresent();
    assertThat(model.splitBy(3)).isPresent();
    assertThat(model.splitBy(4)).isEmpty();
  }

  @Test
  void imagesStayWhatTheyWereAndRollbackKeepsThePresent() {
    Model model = withDisk();
    model.appended(2, new Change.Write(DISK, 0, bytes(1, 1)));
    model.appended(3, new Change.FreezeGroup(GROUP, List.of(new Freeze(DISK, IMAGE)), TIME));
    model.appended(4, new Change.Write(DISK, 0, bytes(2, 1)));
    model.appended(5, new Change.Resize(DISK, 5 * 4096));
    ImageId undoImage = new ImageId(9);
    GroupId undo = new GroupId(10);
    List<Rollback> members = List.of(new Rollback(DISK, IMAGE, undoImage));
    model.appended(6, new Change.RollBackGroup(undo, members, TIME));
    State head = model.head();
    assertThat(at(head, 0)).isEqualTo((byte) 1);
    assertThat(State.sizeBytes(head.volumes.get(DISK))).isEqualTo(5 * 4096);
    assertThat(State.sizeBytes(head.images.get(IMAGE).blocks())).isEqualTo(4 * 4096);
    assertThat(head.read(head.images.get(undoImage).blocks(), 0, 1)).containsOnly(2);
    assertThat(head.groups.get(undo).cut()).isEqualTo(new Cut(new Lsn(6), TIME));
    model.appended(7, new Change.DeleteImages(List.of(IMAGE)));
    assertThat(model.head().groups).containsOnlyKeys(undo);
    assertThat(model.groupLsn()).isEqualTo(6);
  }

  @Test
  void aCloneOwnsItsBlocks() {
    Model model = withDisk();
    model.appended(2, new Change.Write(DISK, 0, bytes(1, 1)));
    model.appended(3, new Change.FreezeGroup(GROUP, List.of(new Freeze(DISK, IMAGE)), TIME));
    VolumeId clone = new VolumeId(7);
    model.appended(4, new Change.CloneVolume(clone, IMAGE, 8 * 4096));
    model.appended(5, new Change.DeleteImages(List.of(IMAGE)));
    model.appended(6, new Change.DeleteVolume(DISK));
    State head = model.head();
    assertThat(head.read(head.volumes.get(clone), 0, 2)).containsExactly(1, 0);
    assertThat(head.volumes).containsOnlyKeys(clone);
    assertThat(head.images).isEmpty();
    assertThat(head.liveBlocks()).isEqualTo(1);
  }
}
