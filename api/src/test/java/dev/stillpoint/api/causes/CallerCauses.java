package dev.stillpoint.api.causes;

import static dev.stillpoint.api.causes.RequestCauses.CREATE;

import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.control.operator.AccountDesk.NewAccount;
import dev.stillpoint.control.operator.Operator.Sharing;
import java.util.List;

/** Causes that lie in who calls. */
final class CallerCauses {
  private CallerCauses() {}

  static List<Cause> all() {
    return List.of(
        new Cause(
            "403 InvalidOperation.Unauthorized",
            "a disk that another account owns and shares read-only",
            CallerCauses::ofSharedDisk));
  }

  private static Answer ofSharedDisk(ApiWorld api) throws Exception {
    String disk = api.diskOf(api.instance());
    NewAccount other = api.world().control().operator().accounts().create();
    api.world().control().operator().share(disk, other.accountId(), Sharing.SHARED);
    AccessKey key =
        new AccessKey(other.accessKeyId(), other.accessKeySecret(), other.accountId(), true);
    return api.call(key, CREATE, "DiskId.1", disk);
  }
}
