package dev.stillpoint.control.world;

import dev.stillpoint.control.disk.AttachDisk;
import dev.stillpoint.control.disk.CreateDisk;
import dev.stillpoint.control.disk.DescribeDisks;
import dev.stillpoint.control.disk.DetachDisk;
import dev.stillpoint.control.disk.DiskReset;
import dev.stillpoint.control.disk.DiskView;
import dev.stillpoint.control.disk.ReInitDisk;
import dev.stillpoint.control.disk.ResetDisk;
import dev.stillpoint.control.disk.ResetDisks;
import dev.stillpoint.control.disk.ResizeDisk;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.group.CreateSnapshotGroup;
import dev.stillpoint.control.group.DescribeSnapshotGroups;
import dev.stillpoint.control.group.GroupView;
import dev.stillpoint.control.instance.DeleteInstance;
import dev.stillpoint.control.instance.DescribeInstances;
import dev.stillpoint.control.instance.DiskSpec;
import dev.stillpoint.control.instance.InstanceView;
import dev.stillpoint.control.instance.RunInstances;
import dev.stillpoint.control.instance.StopInstance;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.snapshot.CreateSnapshot;
import dev.stillpoint.control.snapshot.DescribeSnapshots;
import dev.stillpoint.control.snapshot.SnapshotView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Requests as tests make them: everything by default but what the test is about. */
public final class Calls {
  private final World world;

  public Calls(World world) {
    this.world = world;
  }

  /** A CreateSnapshotGroup under construction; fields are set by the test. */
  public static final class GroupCall {
    public String region = World.REGION;
    public String instance;
    public List<String> disks = new ArrayList<>();
    public List<String> exclude = new ArrayList<>();
    public String name;
    public String description;
    public Boolean instantAccess;
    public Integer instantAccessDays;
    public String token;
    public String resourceGroup;
    public String arn;
    public String category;
    public List<Tag> tags = new ArrayList<>();

    /** What was filled in. */
    public CreateSnapshotGroup request() {
      return new CreateSnapshotGroup(
          region,
          instance,
          disks,
          exclude,
          name,
          description,
          instantAccess,
          instantAccessDays,
          token,
          resourceGroup,
          arn,
          category,
          tags);
    }
  }

  public String group(GroupCall call) throws Refusal {
    return world.control().groups().create(world.caller(), call.request()).id();
  }

  public String groupOf(String... disks) throws Refusal {
    GroupCall call = new GroupCall();
    call.disks = List.of(disks);
    return group(call);
  }

  public GroupView group(String id) throws Refusal {
    return groups(List.of(id)).getFirst();
  }

  public List<GroupView> groups(List<String> ids) throws Refusal {
    return world
        .control()
        .groups()
        .describe(
            world.caller(),
            new DescribeSnapshotGroups(
                World.REGION, ids, null, null, null, null, null, null, null, 100))
        .items();
  }

  /** A Running instance with data disks of 20 GiB; it answers the instance. */
  public String instance(int dataDisks) throws Refusal {
    DiskSpec disk =
        new DiskSpec(
            null, 20, null, null, null, null, null, null, null, null, null, null, null, null, null);
    return world
        .control()
        .instances()
        .run(world.caller(), run(1, Collections.nCopies(dataDisks, disk), null))
        .getFirst();
  }

  /** A Running instance of a zone, with its system disk. */
  public String instanceIn(String zone) throws Refusal {
    return world
        .control()
        .instances()
        .run(world.caller(), run(zone, 1, List.of(), null))
        .getFirst();
  }

  public RunInstances run(int amount, List<DiskSpec> disks, String token) {
    return run(null, amount, disks, token);
  }

  private static RunInstances run(String zone, int amount, List<DiskSpec> disks, String token) {
    return new RunInstances(
        World.REGION,
        zone,
        "img",
        "ecs.g7.large",
        amount,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        disks,
        null,
        null,
        null,
        null,
        token,
        null,
        null,
        null);
  }

  public InstanceView instanceView(String id) throws Refusal {
    return world
        .control()
        .instances()
        .describe(
            world.caller(),
            new DescribeInstances(
                World.REGION,
                List.of(id),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null))
        .items()
        .getFirst();
  }

  public void stop(String instance) throws Refusal {
    world
        .control()
        .instances()
        .stop(world.caller(), new StopInstance(instance, null, null, null, null));
  }

  public void start(String instance) throws Refusal {
    world.control().instances().start(world.caller(), instance, null);
  }

  public void deleteInstance(String instance) throws Refusal {
    world
        .control()
        .instances()
        .delete(world.caller(), new DeleteInstance(instance, true, null, null));
  }

  /** An Available, empty cloud_essd disk. */
  public String disk(int gib) throws Refusal {
    return disk("cloud_essd", World.ZONE, gib, null, null);
  }

  public String disk(String category, String zone, Integer gib, String snapshot, String token)
      throws Refusal {
    return world
        .control()
        .disks()
        .create(world.caller(), diskRequest(category, zone, gib, snapshot, token));
  }

  public CreateDisk diskRequest(
      String category, String zone, Integer gib, String snapshot, String token) {
    return new CreateDisk(
        World.REGION,
        zone,
        null,
        category,
        gib,
        snapshot,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        token,
        null,
        null);
  }

  public void attach(String disk, String instance) throws Refusal {
    world
        .control()
        .disks()
        .attach(world.caller(), new AttachDisk(instance, disk, null, null, null, null));
  }

  public void detach(String disk, String instance) throws Refusal {
    world.control().disks().detach(world.caller(), new DetachDisk(instance, disk, null));
  }

  /** Makes a disk what it was born as; answers the undo group. */
  public String reinit(String disk) throws Refusal {
    return world
        .control()
        .diskChanges()
        .reinit(world.caller(), new ReInitDisk(disk, null, null, null, null));
  }

  /** Rolls one disk back; answers the undo group. */
  public String resetOne(String disk, String snapshot) throws Refusal {
    return world.control().diskChanges().reset(world.caller(), new ResetDisk(disk, snapshot, null));
  }

  /** An Available, empty cloud_essd disk for several instances. */
  public String sharedDisk(int gib) throws Refusal {
    return world
        .control()
        .disks()
        .create(world.caller(), sharedRequest("cloud_essd", World.ZONE, null, gib));
  }

  public String sharedDisk(String category, String zone, String instance) throws Refusal {
    return world
        .control()
        .disks()
        .create(world.caller(), sharedRequest(category, zone, instance, 20));
  }

  private static CreateDisk sharedRequest(String category, String zone, String instance, int gib) {
    return new CreateDisk(
        World.REGION,
        zone,
        instance,
        category,
        gib,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "Enabled",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Grows a disk; type null means offline. */
  public void resize(String disk, int gib, String type, String token) throws Refusal {
    world.control().diskChanges().resize(world.caller(), new ResizeDisk(disk, gib, type, token));
  }

  public void deleteDisk(String disk) throws Refusal {
    world.control().disks().delete(world.caller(), disk);
  }

  /** All disks that are attached to an instance, the system disk first. */
  public List<String> disksOf(String instance) {
    return world
        .catalog()
        .read(tables ->
            tables.disks().ofInstance(instance).stream()
                .sorted(Comparator.comparing(row -> row.device()))
                .map(row -> row.diskId())
                .toList());
  }

  public List<DiskView> disks(List<String> ids) throws Refusal {
    return world.control().disks().describe(world.caller(), describeDisks(ids, null)).items();
  }

  public DescribeDisks describeDisks(List<String> ids, Paging paging) {
    return new DescribeDisks(
        World.REGION,
        ids,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        paging);
  }

  public String reset(String disk, String snapshot) throws Refusal {
    return reset(List.of(new DiskReset(disk, snapshot)));
  }

  public String reset(List<DiskReset> disks) throws Refusal {
    return world
        .control()
        .disks()
        .reset(world.caller(), new ResetDisks(World.REGION, disks, null))
        .undoSnapshotGroupId();
  }

  public String snapshot(String disk) throws Refusal {
    return snapshot(disk, null);
  }

  public String snapshot(String disk, String token) throws Refusal {
    return world
        .control()
        .snapshots()
        .create(
            world.caller(),
            new CreateSnapshot(disk, null, null, null, null, null, null, token, null, null, null))
        .id();
  }

  public void deleteSnapshot(String snapshot) throws Refusal {
    world.control().snapshots().delete(world.caller(), snapshot, null);
  }

  public void deleteGroup(String group) throws Refusal {
    world.control().groups().delete(world.caller(), World.REGION, group);
  }

  public List<SnapshotView> snapshots(List<String> ids) throws Refusal {
    return world
        .control()
        .snapshots()
        .describe(world.caller(), describeSnapshots(ids, null))
        .items();
  }

  public DescribeSnapshots describeSnapshots(List<String> ids, Paging paging) {
    return new DescribeSnapshots(
        World.REGION,
        ids,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        paging);
  }
}
