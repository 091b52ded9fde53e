package dev.stillpoint.control.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.control.disk.CreateDisk;
import dev.stillpoint.control.disk.DiskView;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.DiskSpec;
import dev.stillpoint.control.key.KeyGrants.Grant;
import dev.stillpoint.control.snapshot.SnapshotView;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.world.Encrypted;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.SimulatedCrash;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Encrypted disks, their snapshots and clones, and what becomes of them without their key. */
class EncryptedDisksTest extends InAWorld {
  private String key;
  private String instance;
  private String disk;
  private String spare;

  @BeforeEach
  void aDiskInUse() throws Exception {
    key = newKey();
    instance = calls.instance(0);
    disk = new Encrypted(world).disk(key);
    spare = new Encrypted(world).disk(key);
    calls.attach(disk, instance);
    world.write(disk, 3, 33);
  }

  private KeyCalls keys() {
    return new KeyCalls(world);
  }

  private String newKey() throws Refusal {
    return keys().create(world.caller(), new CreateKey(null, null, null, null, null)).keyId();
  }

  private String create(CreateDisk request) throws Refusal {
    return world.control().disks().create(world.caller(), request);
  }

  private DiskView shown(String diskId) throws Refusal {
    return calls.disks(List.of(diskId)).getFirst();
  }

  private void unreadable(ThrowingCallable use) {
    assertThatThrownBy(use).isInstanceOf(BlockFault.KeyUnavailable.class);
  }

  @Test
  void aDiskAndItsSnapshotTellTheirKey() throws Exception {
    String snapshot = calls.snapshot(disk);
    assertThat(shown(disk).kmsKeyId()).isEqualTo(key);
    assertThat(shown(disk).encrypted()).isTrue();
    SnapshotView view = calls.snapshots(List.of(snapshot)).getFirst();
    assertThat(view.kmsKeyId()).isEqualTo(key);
    String plain = calls.disk(20);
    assertThat(shown(plain).encrypted()).isFalse();
    assertThat(shown(plain).kmsKeyId()).isEmpty();
  }

  @Test
  void eachDiskHasADataKeyOfItsOwnAndAClonesIsItsSnapshots() throws Exception {
    String clone = create(Encrypted.request(null, null, null, calls.snapshot(disk)));
    assertThat(shown(clone).kmsKeyId()).isEqualTo(key);
    world
        .catalog()
        .read(tables -> {
          long own = tables.seals().of(disk).orElseThrow().dataKey();
          assertThat(tables.seals().of(spare).orElseThrow().dataKey()).isNotEqualTo(own);
          assertThat(tables.seals().of(clone).orElseThrow().dataKey()).isEqualTo(own);
          return own;
        });
    assertThat(world.read(clone, 3)).isEqualTo(33);
  }

  @Test
  void aDisabledKeyTakesTheBytesAwayAndAnEnabledOneGivesThemBack() throws Exception {
    String snapshot = calls.snapshot(disk);
    keys().disable(world.caller(), key);
    unreadable(() -> world.read(disk, 3));
    unreadable(() -> world.write(disk, 3, 34));
    unreadable(() -> world.readSnapshot(snapshot, 3));
    assertThat(shown(disk).status()).isEqualTo("In_use");
    world.restart();
    unreadable(() -> world.read(disk, 3));
    keys().enable(world.caller(), key);
    assertThat(world.read(disk, 3)).isEqualTo(33);
    assertThat(world.readSnapshot(snapshot, 3)).isEqualTo(33);
    world.restart();
    assertThat(world.read(disk, 3)).isEqualTo(33);
  }

  @Test
  void oneKeyIsNoOtherDisksBusiness() throws Exception {
    String other = new Encrypted(world).disk(newKey());
    world.write(other, 0, 5);
    keys().disable(world.caller(), key);
    assertThat(world.read(other, 0)).isEqualTo(5);
    world.control().keyGrants().ofKey(shown(other).kmsKeyId(), Grant.TAKEN);
    unreadable(() -> world.read(other, 0));
    keys().enable(world.caller(), key);
    assertThat(world.read(disk, 3)).isEqualTo(33);
    unreadable(() -> world.read(other, 0));
  }

  @Test
  void aKeyThatIsToBeDeletedTakesTheBytesAwayAtOnceAndForGoodInTheEnd() throws Exception {
    keys().scheduleDeletion(world.caller(), key, 7);
    unreadable(() -> world.read(disk, 3));
    keys().cancelDeletion(world.caller(), key);
    assertThat(world.read(disk, 3)).isEqualTo(33);
    keys().scheduleDeletion(world.caller(), key, 7);
    world.pass(Duration.ofDays(7));
    world.control().expiry().step();
    unreadable(() -> world.read(disk, 3));
    assertThat(shown(disk).kmsKeyId()).isEqualTo(key);
    refused(GroupError.INVALID_KMS_KEY_ID_NOT_FOUND, () -> calls.groupOf(disk));
    refused(KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND_400, () -> calls.snapshot(disk));
    refused(KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND, () -> new Encrypted(world).disk(key));
    calls.detach(disk, instance);
    refused(GroupError.INVALID_KMS_KEY_ID_NOT_FOUND, () -> calls.attach(disk, instance));
    calls.deleteDisk(disk);
  }

  @Test
  void grantsAreTakenAndGivenBackByTheOperator() throws Exception {
    KeyGrants grants = world.control().keyGrants();
    grants.ofKey(key, Grant.TAKEN);
    everywhereRefused(GroupError.INVALID_PARAMETER_KMS_KEY_ID_CMK_UNAUTHORIZED);
    grants.ofStore(world.caller().accountId(), Grant.TAKEN);
    everywhereRefused(GroupError.INVALID_PARAMETER_KMS_KEY_ID_KMS_UNAUTHORIZED);
    refused(
        GroupError.INVALID_PARAMETER_KMS_KEY_ID_KMS_UNAUTHORIZED,
        () -> new Encrypted(world).disk(null));
    grants.ofKey(key, Grant.GIVEN);
    unreadable(() -> world.read(disk, 3));
    grants.ofStore(world.caller().accountId(), Grant.GIVEN);
    assertThat(world.read(disk, 3)).isEqualTo(33);
    assertThat(calls.group(calls.groupOf(disk)).status()).isEqualTo("accomplished");
    refused(KeyError.FORBIDDEN_KEY_NOT_FOUND, () -> grants.ofKey("nobody", Grant.TAKEN));
  }

  @Test
  void aDisabledKeyIsRefusedEverywhere() throws Exception {
    keys().disable(world.caller(), key);
    everywhereRefused(GroupError.INVALID_PARAMETER_KMS_KEY_ID_CMK_NOT_ENABLED);
  }

  /** Every action that reads, writes or copies what is sealed, from a disk that is in use. */
  private void everywhereRefused(ErrorCode code) throws Exception {
    refused(code, () -> calls.groupOf(disk));
    refused(code, () -> calls.snapshot(disk));
    refused(code, () -> new Encrypted(world).disk(key));
    refused(code, () -> world.control().instances().run(world.caller(), runWith(key)));
    refused(code, () -> calls.attach(spare, instance));
    unreadable(() -> world.read(disk, 3));
    if (calls.instanceView(instance).status().equals("Running")) {
      calls.stop(instance);
    }
    refused(code, () -> calls.start(instance));
  }

  private dev.stillpoint.control.instance.RunInstances runWith(String keyId) {
    DiskSpec sealed =
        new DiskSpec(
            null, 20, null, null, null, null, null, null, true, keyId, null, null, null, null,
            null);
    return calls.run(1, List.of(sealed), null);
  }

  @Test
  void rollbackAndClonesNeedTheKey() throws Exception {
    String group = calls.groupOf(disk);
    String snapshot = calls.group(group).members().getFirst().snapshotId();
    world.write(disk, 3, 44);
    calls.stop(instance);
    keys().disable(world.caller(), key);
    refused(
        GroupError.INVALID_PARAMETER_KMS_KEY_ID_CMK_NOT_ENABLED, () -> calls.reset(disk, snapshot));
    refused(
        GroupError.INVALID_PARAMETER_KMS_KEY_ID_CMK_NOT_ENABLED,
        () -> create(Encrypted.request(null, null, null, snapshot)));
    keys().enable(world.caller(), key);
    String undo = calls.reset(disk, snapshot);
    assertThat(world.read(disk, 3)).isEqualTo(33);
    String kept = calls.group(undo).members().getFirst().snapshotId();
    assertThat(calls.snapshots(List.of(kept)).getFirst().kmsKeyId()).isEqualTo(key);
    assertThat(world.readSnapshot(kept, 3)).isEqualTo(44);
  }

  @Test
  void whatIsAskedForMustGoWithTheSnapshot() throws Exception {
    String sealed = calls.snapshot(disk);
    String data = calls.disksOf(calls.instance(1)).getLast();
    String plain = calls.snapshot(data);
    String other = newKey();
    refused(
        KeyError.INVALID_PARAMETER_ENCRYPTED,
        () -> create(Encrypted.request(false, null, null, sealed)));
    refused(
        KeyError.INVALID_KMS_KEY_ID_NOT_MATCH_SNAPSHOT,
        () -> create(Encrypted.request(true, other, null, sealed)));
    refused(
        DiskError.INVALID_PARAMETER_ENCRYPTED_ILLEGAL,
        () -> create(Encrypted.request(null, key, null, sealed)));
    refused(
        DiskError.INVALID_PARAMETER_ENCRYPTED_NOT_SUPPORTED,
        () -> create(Encrypted.request(true, null, null, plain)));
    refused(
        KeyError.INVALID_ENCRYPT_ALGORITHM,
        () -> create(Encrypted.request(true, null, "rot13", null)));
    assertThat(create(Encrypted.request(true, key, "aes-256", sealed))).startsWith("d-");
    assertThat(create(Encrypted.request(true, null, null, sealed))).startsWith("d-");
    assertThat(create(Encrypted.request(false, null, null, plain))).startsWith("d-");
    assertThat(create(Encrypted.request(false, null, null, null))).startsWith("d-");
  }

  @Test
  void instancesAreMadeWithEncryptedDisks() throws Exception {
    String made = world.control().instances().run(world.caller(), runWith(key)).getFirst();
    List<String> disks = calls.disksOf(made);
    assertThat(shown(disks.getFirst()).encrypted()).isFalse();
    assertThat(shown(disks.getLast()).kmsKeyId()).isEqualTo(key);
    world.write(disks.getLast(), 0, 9);
    assertThat(world.read(disks.getLast(), 0)).isEqualTo(9);
  }

  @Test
  void aDataKeyIsForgottenWithTheLastThatIsSealedUnderIt() throws Exception {
    String snapshot = calls.snapshot(disk);
    long dataKey = world.catalog().read(t -> t.seals().of(disk)).orElseThrow().dataKey();
    calls.detach(disk, instance);
    calls.deleteDisk(disk);
    assertThat(world.readSnapshot(snapshot, 3)).isEqualTo(33);
    calls.deleteSnapshot(snapshot);
    boolean kept = world.catalog().read(t -> t.seals().key(dataKey)).isPresent();
    assertThat(kept).isFalse();
    assertThat(world.foundation().dataKeys().size()).isEqualTo(2);
    world.control().expiry().step();
    assertThat(world.foundation().dataKeys().size()).as("the spare disk's").isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"DISK_CREATE_INTENDED", "DISK_CREATE_DONE", "DISK_CREATE_CONFIRMED"})
  void aCrashLeavesNoKeyWithoutADiskAndNoDiskWithoutItsKey(CrashPoint point) throws Exception {
    world.crashAt(point);
    assertThatThrownBy(() -> new Encrypted(world).disk(key, "once"))
        .isInstanceOf(SimulatedCrash.class);
    world.restart();
    assertThat(world.findings()).isEmpty();
    String made = new Encrypted(world).disk(key, "once");
    assertThat(world.foundation().dataKeys().size()).isEqualTo(3);
    world.write(made, 1, 11);
    assertThat(world.read(made, 1)).isEqualTo(11);
  }
}
