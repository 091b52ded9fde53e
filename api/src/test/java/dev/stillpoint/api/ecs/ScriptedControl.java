package dev.stillpoint.api.ecs;

import dev.stillpoint.control.disk.AttachDisk;
import dev.stillpoint.control.disk.DetachDisk;
import dev.stillpoint.control.disk.DiskHolder;
import dev.stillpoint.control.disk.DiskView;
import dev.stillpoint.control.disk.Disks;
import dev.stillpoint.control.disk.ResetAnswer;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.freeze.Frozen;
import dev.stillpoint.control.group.GroupView;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.instance.InstanceView;
import dev.stillpoint.control.instance.Instances;
import dev.stillpoint.control.region.Regions;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.ItemOutcome;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.Objections.Objection;
import dev.stillpoint.control.snapshot.SnapshotView;
import dev.stillpoint.control.snapshot.Snapshots;
import java.time.Instant;
import java.util.List;

/** All doors of control: remembers the last request and answers with one full example of each. */
final class ScriptedControl implements Regions, Instances, Disks, Snapshots, Groups {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final List<Tag> TAGS = List.of(new Tag("k", "v"), new Tag("acs:k", null));

  private Object request;
  private Caller caller;

  Object request() {
    return request;
  }

  Caller caller() {
    return caller;
  }

  @Override
  public List<RegionView> regions() {
    return List.of(new RegionView("cn-hangzhou", "Hangzhou"));
  }

  @Override
  public List<ZoneView> zones(String regionId) {
    request = regionId;
    return List.of(new ZoneView("cn-hangzhou-h", "Zone H", List.of("cloud_essd")));
  }

  @Override
  public List<String> run(Caller by, dev.stillpoint.control.instance.RunInstances what) {
    remember(by, what);
    return List.of("i-1", "i-2");
  }

  @Override
  public Listing<InstanceView> describe(
      Caller by, dev.stillpoint.control.instance.DescribeInstances what) {
    remember(by, what);
    return one(
        new InstanceView(
            "i-1",
            "name",
            "host",
            "text",
            "Running",
            "cn-hangzhou",
            "cn-hangzhou-h",
            "image",
            "ecs.g7.large",
            "rg-1",
            "vsw-1",
            List.of("sg-1"),
            "pair",
            true,
            "Not-applicable",
            TIME,
            TIME,
            List.of("security"),
            TAGS,
            null,
            List.of("d-1")));
  }

  @Override
  public void start(Caller by, String instanceId, Boolean dryRun) {
    remember(by, instanceId + " " + dryRun);
  }

  @Override
  public void stop(Caller by, dev.stillpoint.control.instance.StopInstance what) {
    remember(by, what);
  }

  @Override
  public void delete(Caller by, dev.stillpoint.control.instance.DeleteInstance what) {
    remember(by, what);
  }

  @Override
  public String create(Caller by, dev.stillpoint.control.disk.CreateDisk what) {
    remember(by, what);
    return "d-1";
  }

  @Override
  public void attach(Caller by, AttachDisk what) throws Refusal {
    remember(by, what);
    if (what.diskId().equals("d-in-use")) {
      throw new Refusal(DiskError.INVALID_DISK_IN_USE, what.diskId());
    }
  }

  @Override
  public void detach(Caller by, DetachDisk what) {
    remember(by, what);
  }

  @Override
  public Listing<DiskView> describe(Caller by, dev.stillpoint.control.disk.DescribeDisks what) {
    remember(by, what);
    return one(
        new DiskView(
            "d-1",
            "name",
            "text",
            "cn-hangzhou",
            "cn-hangzhou-h",
            "rg-1",
            "serial",
            "In_use",
            "data",
            "cloud_essd",
            "PL1",
            40,
            "i-1",
            "/dev/xvdb",
            TIME,
            null,
            true,
            true,
            false,
            true,
            false,
            0,
            "Disabled",
            "s-1",
            "",
            TIME,
            List.of(new DiskHolder("i-1", "/dev/xvdb", TIME)),
            List.of(),
            List.of("financial"),
            TAGS,
            "",
            ""));
  }

  @Override
  public void delete(Caller by, String diskId) {
    remember(by, diskId);
  }

  @Override
  public ResetAnswer reset(Caller by, dev.stillpoint.control.disk.ResetDisks what) {
    remember(by, what);
    return new ResetAnswer("ssg-undo", List.of(new ItemOutcome("s-1", "d-1", "", "")));
  }

  @Override
  public Frozen create(Caller by, dev.stillpoint.control.snapshot.CreateSnapshot what) {
    remember(by, what);
    return new Frozen("s-1", TIME, 7);
  }

  @Override
  public String changeCategory(
      Caller by, String snapshotId, String category, Integer retentionDays) {
    remember(by, snapshotId + " " + category + " " + retentionDays);
    return "t-1";
  }

  @Override
  public void modify(Caller by, dev.stillpoint.control.snapshot.ModifySnapshotAttribute what) {
    remember(by, what);
  }

  @Override
  public Listing<SnapshotView> describe(
      Caller by, dev.stillpoint.control.snapshot.DescribeSnapshots what) {
    remember(by, what);
    return one(
        new SnapshotView(
            "s-1",
            "name",
            "text",
            "sn",
            "sl-1",
            "cn-hangzhou",
            "rg-1",
            "ssg-1",
            "user",
            "accomplished",
            100,
            true,
            TIME,
            TIME,
            "d-1",
            "data",
            40,
            7,
            "none",
            "standard",
            TIME,
            42L,
            TAGS,
            "",
            4096L));
  }

  @Override
  public void delete(Caller by, String snapshotId, Boolean force) {
    remember(by, snapshotId + " " + force);
  }

  @Override
  public Frozen create(Caller by, dev.stillpoint.control.group.CreateSnapshotGroup what) {
    remember(by, what);
    return new Frozen("ssg-1", TIME, 7);
  }

  @Override
  public int expire(Caller by, String snapshotGroupId) {
    remember(by, snapshotGroupId);
    return 0;
  }

  @Override
  public List<Objection> preflight(
      Caller by, dev.stillpoint.control.group.CreateSnapshotGroup what) {
    remember(by, what);
    return List.of();
  }

  @Override
  public Listing<GroupView> describe(
      Caller by, dev.stillpoint.control.group.DescribeSnapshotGroups what) {
    remember(by, what);
    return one(
        new GroupView(
            "ssg-1",
            "name",
            "text",
            "i-1",
            "accomplished",
            TIME,
            "rg-1",
            false,
            null,
            TIME,
            42L,
            TAGS,
            List.of(new GroupView.Member("s-1", "d-1", "data", 100, true, TAGS))));
  }

  @Override
  public void modify(Caller by, dev.stillpoint.control.group.ModifySnapshotGroup what) {
    remember(by, what);
  }

  @Override
  public List<ItemOutcome> delete(Caller by, String regionId, String snapshotGroupId) {
    remember(by, regionId + " " + snapshotGroupId);
    return List.of(
        new ItemOutcome("s-1", null, "", ""), new ItemOutcome("s-2", null, "Code", "words"));
  }

  private void remember(Caller by, Object what) {
    caller = by;
    request = what;
  }

  private static <T> Listing<T> one(T item) {
    return new Listing<>(List.of(item), 11, 2, 10, "next");
  }
}
