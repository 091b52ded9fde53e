package dev.stillpoint.api.causes;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.control.step.CrashPoint;
import java.util.ArrayList;
import java.util.List;

/** Causes that lie in the request. */
final class RequestCauses {
  static final String CREATE = "CreateSnapshotGroup";

  private RequestCauses() {}

  static List<Cause> all() {
    return List.of(
        with("404 InvalidRegionId.NotFound", "a region of another deployment", "RegionId", "mars"),
        with("400 InvalidParameter.Name", "a name that begins with a digit", "Name", "1st"),
        with(
            "400 InvalidSnapshotName.Malformed",
            "a name that members cannot take, because auto is the server's",
            "Name",
            "auto-nightly"),
        with("400 InvalidParameter.Description", "one character", "Description", "x"),
        with(
            "400 InvalidRetentionDays.Malformed",
            "more days than there are",
            "InstantAccess",
            "true",
            "InstantAccessRetentionDays",
            "65536"),
        with("403 InvalidSnapshotCategory.Malformed", "no such category", "Category", "Frozen"),
        with(
            "403 InvalidCategoryAndInstantAccess.Malformed",
            "a flash snapshot with instant access",
            "Category",
            "Flash",
            "InstantAccess",
            "true"),
        with(
            "403 InvalidStorageLocationArn.Malformed",
            "no resource name",
            "StorageLocationArn",
            "the-box-downstairs"),
        with("400 Duplicate.TagKey", "one key twice", "Tag.1.Key", "a", "Tag.2.Key", "a"),
        with("400 InvalidTagKey.Malformed", "a key of the system's", "Tag.1.Key", "acs:a"),
        with(
            "400 InvalidTagValue.Malformed",
            "a value that is an address",
            "Tag.1.Key",
            "a",
            "Tag.1.Value",
            "http://a"),
        with(
            "404 InvalidResourceGroup.NotFound",
            "a group of another account",
            "ResourceGroupId",
            "rg-nobody"),
        new Cause(
            "400 InvalidParam.ExcludeDiskIdsAndDiskIds.Conflict",
            "some disks and all but some",
            api -> api.call(CREATE, "DiskId.1", "d-1", "ExcludeDiskId.1", "d-2")),
        new Cause(
            "400 MissingParamter.InstanceId",
            "neither an instance nor a disk",
            api -> api.call(CREATE)),
        new Cause(
            "403 IdempotentParameterMismatch",
            "the token of another request",
            RequestCauses::otherParameters),
        new Cause(
            "403 IdempotentProcessing",
            "the same request while the first runs",
            RequestCauses::sameToken));
  }

  private static Cause with(String outcome, String because, String... pairs) {
    return new Cause(
        outcome,
        because,
        api -> {
          List<String> all = new ArrayList<>(List.of("InstanceId", api.instance()));
          all.addAll(List.of(pairs));
          return api.call(CREATE, all.toArray(String[]::new));
        });
  }

  private static Answer otherParameters(ApiWorld api) {
    String instance = api.instance();
    api.call(CREATE, "InstanceId", instance, "ClientToken", "t");
    return api.call(CREATE, "InstanceId", instance, "ClientToken", "t", "Name", "other");
  }

  private static Answer sameToken(ApiWorld api) {
    String[] request = {"InstanceId", api.instance(), "ClientToken", "t"};
    List<Answer> second = new ArrayList<>();
    api.world().during(CrashPoint.FREEZE_INTENDED, () -> second.add(api.call(CREATE, request)));
    api.call(CREATE, request);
    return second.getFirst();
  }
}
