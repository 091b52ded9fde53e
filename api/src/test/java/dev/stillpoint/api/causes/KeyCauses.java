package dev.stillpoint.api.causes;

import static dev.stillpoint.api.causes.RequestCauses.CREATE;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.control.key.KeyGrants.Grant;
import java.time.Duration;
import java.util.List;

/** Causes that lie in the keys of encrypted disks. */
final class KeyCauses {
  private KeyCauses() {}

  static List<Cause> all() {
    return List.of(
        new Cause(
            "403 InvalidParameter.KMSKeyId.CMKNotEnabled",
            "an encrypted disk whose key its owner disabled",
            api -> encrypted(api, key -> api.kms("DisableKey", "KeyId", key))),
        new Cause(
            "403 InvalidParameter.KMSKeyId.CMKUnauthorized",
            "an encrypted disk whose key the operator took from the service",
            api ->
                encrypted(api, key -> api.world().control().keyGrants().ofKey(key, Grant.TAKEN))),
        new Cause(
            "403 InvalidParameter.KMSKeyId.KMSUnauthorized",
            "an encrypted disk of an account whose key store the service may not use",
            api ->
                encrypted(
                    api,
                    _ ->
                        api.world()
                            .control()
                            .keyGrants()
                            .ofStore(api.world().caller().accountId(), Grant.TAKEN))),
        new Cause(
            "404 InvalidKMSKeyId.NotFound",
            "an encrypted disk whose key was deleted",
            api -> encrypted(api, key -> delete(api, key))));
  }

  /** A group of an encrypted disk, after something happened to its key. */
  private static Answer encrypted(ApiWorld api, Happening happening) throws Exception {
    String key = api.kms("CreateKey").text("/KeyMetadata/KeyId");
    String disk =
        api.call(
                "CreateDisk",
                "ZoneId",
                "cn-hangzhou-h",
                "DiskCategory",
                "cloud_essd",
                "Size",
                "20",
                "Encrypted",
                "true",
                "KMSKeyId",
                key)
            .text("/DiskId");
    api.call("AttachDisk", "InstanceId", api.instance(), "DiskId", disk);
    happening.to(key);
    return api.call(CREATE, "DiskId.1", disk);
  }

  private static void delete(ApiWorld api, String key) {
    api.kms("ScheduleKeyDeletion", "KeyId", key, "PendingWindowInDays", "7");
    api.world().pass(Duration.ofDays(8));
    api.world().control().expiry().step();
  }

  /** What happens to a key. */
  @FunctionalInterface
  private interface Happening {
    void to(String key) throws Exception;
  }
}
