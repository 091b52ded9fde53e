package dev.stillpoint.control.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.snapshot.LockSnapshot;
import dev.stillpoint.control.world.Encrypted;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a master key: made, disabled, to be deleted, gone. */
class KeyStatesTest extends InAWorld {
  private KeyCalls keys() {
    return new KeyCalls(world);
  }

  private String key() throws Refusal {
    return keys().create(world.caller(), asked("text")).keyId();
  }

  private static CreateKey asked(String description) {
    return new CreateKey(description, null, null, null, null);
  }

  private String state(String keyId) throws Refusal {
    return keys().describe(world.caller(), keyId).keyState();
  }

  @Test
  void aNewKeyIsEnabledAndNamed() throws Exception {
    MasterKeyView made = keys().create(world.caller(), asked("text"));
    assertThat(made.keyState()).isEqualTo("Enabled");
    assertThat(made.keyId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(made.arn()).isEqualTo("acs:kms:cn-hangzhou:1000000000000001:key/" + made.keyId());
    assertThat(keys().describe(world.caller(), made.keyId())).isEqualTo(made);
    assertThat(keys().describe(world.caller(), made.arn())).isEqualTo(made);
    assertThat(keys().list(world.caller()))
        .containsExactly(new KeyActions.ListKeys.Line(made.keyId(), made.arn()));
  }

  @Test
  void aKeyIsDisabledAndEnabledAsOftenAsWanted() throws Exception {
    String key = key();
    keys().disable(world.caller(), key);
    keys().disable(world.caller(), key);
    assertThat(state(key)).isEqualTo("Disabled");
    keys().enable(world.caller(), key);
    keys().enable(world.caller(), key);
    assertThat(state(key)).isEqualTo("Enabled");
    refused(
        KeyError.REJECTED_STATE_MODIFIED_FAILED, () -> keys().cancelDeletion(world.caller(), key));
  }

  @Test
  void aKeyThatIsToBeDeletedCanOnlyBeKept() throws Exception {
    String key = key();
    keys().scheduleDeletion(world.caller(), key, 7);
    assertThat(keys().describe(world.caller(), key).life().deleteDate())
        .isEqualTo(world.foundation().clock().instant().plus(Duration.ofDays(7)));
    refused(KeyError.REJECTED_STATE_MODIFIED_FAILED, () -> keys().enable(world.caller(), key));
    refused(KeyError.REJECTED_STATE_MODIFIED_FAILED, () -> keys().disable(world.caller(), key));
    refused(
        KeyError.REJECTED_STATE_MODIFIED_FAILED,
        () -> keys().scheduleDeletion(world.caller(), key, 7));
    keys().cancelDeletion(world.caller(), key);
    assertThat(state(key)).isEqualTo("Enabled");
    assertThat(keys().describe(world.caller(), key).life().deleteDate()).isNull();
  }

  @Test
  void aKeyGoesWhenItsDaysAreOverAndNotBefore() throws Exception {
    String key = key();
    keys().createAlias(world.caller(), "alias/mine", key);
    keys().scheduleDeletion(world.caller(), key, 366);
    world.pass(Duration.ofDays(366).minusSeconds(1));
    world.control().expiry().step();
    assertThat(state(key)).isEqualTo("PendingDeletion");
    world.pass(Duration.ofSeconds(1));
    assertThat(world.control().expiry().step()).isEqualTo(1);
    refused(KeyError.FORBIDDEN_KEY_NOT_FOUND, () -> state(key));
    refused(KeyError.FORBIDDEN_ALIAS_NOT_FOUND, () -> state("alias/mine"));
  }

  private String sealedSnapshot(String key) throws Refusal {
    String disk = new Encrypted(world).disk(key);
    calls.attach(disk, calls.instance(0));
    return calls.snapshot(disk);
  }

  private void lock(String snapshotId, int days) throws Refusal {
    world
        .control()
        .snapshotLocks()
        .lock(
            world.caller(),
            new LockSnapshot(World.REGION, snapshotId, "compliance", days, 0, null, null));
  }

  @Test
  void aLockedSnapshotHoldsItsKey() throws Exception {
    String key = key();
    String snapshot = sealedSnapshot(key);
    lock(snapshot, 1);
    refused(
        KeyError.REJECTED_UNSUPPORTED_OPERATION,
        () -> keys().scheduleDeletion(world.caller(), key, 7));
    assertThat(state(key)).isEqualTo("Enabled");
    world.pass(Duration.ofDays(1));
    keys().scheduleDeletion(world.caller(), key, 7);
  }

  @Test
  void aLockThatCameAfterTheDeletionHoldsTheKeyAsLongAsItself() throws Exception {
    String key = key();
    String snapshot = sealedSnapshot(key);
    keys().scheduleDeletion(world.caller(), key, 7);
    lock(snapshot, 9);
    world.pass(Duration.ofDays(8));
    world.control().expiry().step();
    assertThat(state(key)).isEqualTo("PendingDeletion");
    world.pass(Duration.ofDays(1));
    world.control().expiry().step();
    refused(KeyError.FORBIDDEN_KEY_NOT_FOUND, () -> state(key));
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 367, 0, -7})
  void theDaysHaveBounds(int days) throws Exception {
    String key = key();
    refused(
        SharedError.INVALID_PARAMETER, () -> keys().scheduleDeletion(world.caller(), key, days));
    keys().scheduleDeletion(world.caller(), key, 366);
  }

  @ParameterizedTest
  @NullSource
  void theDaysAreRequired(Integer days) throws Exception {
    String key = key();
    refused(
        SharedError.MISSING_PARAMETER, () -> keys().scheduleDeletion(world.caller(), key, days));
  }

  @Test
  void whatIsNotOfferedIsRefused() throws Exception {
    refused(
        SharedError.INVALID_PARAMETER,
        () -> keys().create(world.caller(), new CreateKey("", "SIGN/VERIFY", null, null, null)));
    refused(
        SharedError.INVALID_PARAMETER,
        () -> keys().create(world.caller(), new CreateKey("", null, "EXTERNAL", null, null)));
    refused(
        SharedError.INVALID_PARAMETER,
        () -> keys().create(world.caller(), new CreateKey("", null, null, "RSA_2048", null)));
    refused(
        KeyError.UNSUPPORTED_PROTECTION_LEVEL,
        () -> keys().create(world.caller(), new CreateKey("", null, null, null, "HSM")));
    refused(
        SharedError.INVALID_PARAMETER,
        () -> keys().create(world.caller(), asked("x".repeat(8193))));
    MasterKeyView made =
        keys()
            .create(
                world.caller(),
                new CreateKey(
                    "x".repeat(8192),
                    "ENCRYPT/DECRYPT",
                    "Aliyun_KMS",
                    "Aliyun_AES_256",
                    "SOFTWARE"));
    assertThat(made.description()).hasSize(8192);
  }

  @Test
  void aKeyOfAnotherAccountLooksAsIfItWereNotThere() throws Exception {
    String key = key();
    Caller other = Caller.root("1000000000000002");
    refused(KeyError.FORBIDDEN_KEY_NOT_FOUND, () -> keys().describe(other, key));
    refused(KeyError.FORBIDDEN_KEY_NOT_FOUND, () -> keys().disable(other, key));
    assertThat(keys().list(other)).isEmpty();
    assertThat(state(key)).isEqualTo("Enabled");
  }

  @Test
  void theServicesOwnKeyIsMadeWhenFirstNeededAndStays() throws Exception {
    refused(KeyError.FORBIDDEN_ALIAS_NOT_FOUND, () -> state(KeyForge.SERVICE_ALIAS));
    new Encrypted(world).disk(null);
    new Encrypted(world).disk(null);
    String key = keys().describe(world.caller(), KeyForge.SERVICE_ALIAS).keyId();
    assertThat(keys().list(world.caller())).hasSize(1);
    refused(KeyError.REJECTED_UNSUPPORTED_OPERATION, () -> keys().disable(world.caller(), key));
    refused(
        KeyError.REJECTED_UNSUPPORTED_OPERATION,
        () -> keys().scheduleDeletion(world.caller(), key, 7));
    assertThat(state(key)).isEqualTo("Enabled");
  }
}
