"""The scenario with alibabacloud_ecs20140526, which signs by version 3."""

import json

from alibabacloud_ecs20140526 import models
from alibabacloud_ecs20140526.client import Client
from alibabacloud_tea_openapi.models import Config
from Tea.exceptions import TeaException

from scenario import ENDPOINT, KEY, REGION, SECRET, ZONE, tell, until


def client_with(access_key_id, access_key_secret):
    # docs: client
    return Client(
        Config(
            endpoint=ENDPOINT,  # "127.0.0.1:7080", without a scheme
            protocol="http",
            region_id="cn-hangzhou",
            access_key_id=access_key_id,
            access_key_secret=access_key_secret,
        )
    )
    # docs: end


ecs = client_with(KEY, SECRET)
ids = {}  # of instances and disks, by the scenario's name
names = {"": ""}


def call(name, an_id):
    ids[name] = an_id
    names[an_id] = name
    return an_id


def refused(step, work, *arguments, **named):
    try:
        work(*arguments, **named)
    except TeaException as error:
        tell(step, refused=error.code, requestId=error.data["RequestId"])
    else:
        tell(step, saw="no refusal")


def tag(key, value):
    return {"Key": key, "Value": value}


def asked(model, **parameters):
    """A request of the SDK from the names that the API's page uses."""
    return model().from_map({"RegionId": REGION, **parameters})


def run_instance(name, **more):
    parameters = {"ZoneId": ZONE, "ImageId": "any", "InstanceType": "ecs.any", "InstanceName": name}
    answer = ecs.run_instances(asked(models.RunInstancesRequest, **parameters, **more))
    return call(name, answer.body.instance_id_sets.instance_id_set[0])


def create_disk(name, **more):
    parameters = {"ZoneId": ZONE, "DiskName": name, "DiskCategory": "cloud_essd", **more}
    return ecs.create_disk(asked(models.CreateDiskRequest, **parameters)).body.disk_id


def describe_disks(**filters):
    return ecs.describe_disks(asked(models.DescribeDisksRequest, **filters)).body


def disks(**filters):
    return describe_disks(**filters).disks.disk


def disk(name):
    return disks(DiskIds=json.dumps([ids[name]]))[0]


def instances():
    return ecs.describe_instances(asked(models.DescribeInstancesRequest)).body.instances.instance


def in_state(status, *wanted):
    return lambda shown: set(wanted) <= {i.instance_name for i in shown if i.status == status}


def create_group(**selection):
    request = asked(models.CreateSnapshotGroupRequest, **selection)
    return ecs.create_snapshot_group(request).body.snapshot_group_id


def describe_groups(**filters):
    return ecs.describe_snapshot_groups(asked(models.DescribeSnapshotGroupsRequest, **filters)).body


def groups(**filters):
    return describe_groups(**filters).snapshot_groups.snapshot_group


def group(group_id):
    return groups(SnapshotGroupId=[group_id])[0]


def members(shown):
    """The snapshot of each disk, by the disk's name."""
    return {names[s.source_disk_id]: s for s in shown.snapshots.snapshot}


def delete_group(group_id):
    request = asked(models.DeleteSnapshotGroupRequest, SnapshotGroupId=group_id)
    answer = ecs.delete_snapshot_group(request).body
    return [item.operation_status for item in answer.operation_progress_set.operation_progress]


def rename_group(group_id, **change):
    ecs.modify_snapshot_group(asked(models.ModifySnapshotGroupRequest, SnapshotGroupId=group_id, **change))


def snapshots(**filters):
    return ecs.describe_snapshots(asked(models.DescribeSnapshotsRequest, **filters)).body.snapshots.snapshot


def attach_disk(name, holder):
    ecs.attach_disk(models.AttachDiskRequest(instance_id=ids[holder], disk_id=ids[name]))


def roll_back(group_id, **snapshot_of_disk):
    taken = members(group(group_id))
    pairs = [
        {"DiskId": ids[name], "SnapshotId": taken[of].snapshot_id}
        for name, of in snapshot_of_disk.items()
    ]
    answer = ecs.reset_disks(asked(models.ResetDisksRequest, Disk=pairs)).body
    items = answer.operation_progress_set.operation_progress
    related = [r for item in items for r in item.related_item_set.related_item]
    return {
        "outcomes": [item.operation_status for item in items],
        "disks": sorted(names[r.value] for r in related if r.name == "DiskId"),
    }


def make():
    run_instance("one")
    run_instance("two")
    running = until(instances, in_state("Running", "one", "two"))
    tell("instances", saw={"running": sorted(i.instance_name for i in running)})

    use = [tag("use", "scenario")]
    first = call("data", create_disk("data", Size=20, ClientToken="token-of-data", Tag=use))
    again = create_disk("data", Size=20, ClientToken="token-of-data", Tag=use)
    call("log", create_disk("log", Size=20, Tag=use))
    call("page", create_disk("page", Size=40, Tag=use))
    sizes = [disk(name).size for name in ("data", "log", "page")]
    tell("disks", saw={"sizes": sizes, "sameAgain": first == again})

    attach_disk("data", "one")
    attach_disk("log", "one")
    attach_disk("page", "two")
    held = {}
    for holder, count in (("one", 2), ("two", 1)):
        of_holder = {"InstanceId": ids[holder], "DiskType": "data", "Status": "In_use"}
        shown = until(lambda: disks(**of_holder), lambda found: len(found) == count)
        held[holder] = sorted(d.disk_name for d in shown)
    tell("attach", saw=held)
    call("system", disks(InstanceId=ids["one"], DiskType="system")[0].disk_id)

    pages, total = [], 1
    while sum(pages) < total:
        page = describe_disks(PageNumber=len(pages) + 1, PageSize=2)
        total = page.total_count
        pages.append(len(page.disks.disk))
    tell("paging", saw={"total": total, "pages": pages})
    tell("disks-by-tag", saw={"disks": sorted(d.disk_name for d in disks(Tag=use))})


def group_them():
    by_instance = create_group(InstanceId=ids["one"], Name="by-instance", Description="all of one")
    shown = group(by_instance)
    tell(
        "group-by-instance",
        saw={
            "name": shown.name,
            "description": shown.description,
            "status": shown.status,
            "instance": names[shown.instance_id],
            "disks": sorted(members(shown)),
            "progress": [s.progress for s in shown.snapshots.snapshot],
        },
    )
    by_disks = create_group(
        DiskId=[ids["data"], ids["page"]], Name="by-disks", Tag=[tag("owner", "ops")]
    )
    shown = group(by_disks)
    tags = {t.key: t.value for t in shown.tags.tag}
    saw = {"instance": names[shown.instance_id], "disks": sorted(members(shown)), "tags": tags}
    tell("group-by-disks", saw=saw)

    shown = group(create_group(InstanceId=ids["one"], ExcludeDiskId=[ids["system"]], Name="excluding"))
    tell("group-excluding", saw={"instance": names[shown.instance_id], "disks": sorted(members(shown))})

    again = {"DiskId": [ids["log"]], "Name": "again", "ClientToken": "token-of-again"}
    first, second = create_group(**again), create_group(**again)
    tell("group-again", saw={"sameAgain": first == second, "disks": sorted(members(group(first)))})

    pages, seen, token = [], [], None
    while token != "":
        page = describe_groups(MaxResults=3, **({"NextToken": token} if token else {}))
        pages.append(len(page.snapshot_groups.snapshot_group))
        seen += [g.name for g in page.snapshot_groups.snapshot_group]
        token = page.next_token or ""
    tell("group-paging", saw={"pages": pages, "names": sorted(seen)})
    tell("groups-by-tag", saw={"names": [g.name for g in groups(Tag=[tag("owner", "ops")])]})

    rename_group(by_instance, Name="renamed", Description="of one")
    shown = group(by_instance)
    tell("rename", saw={"name": shown.name, "description": shown.description, "status": shown.status})
    tell("tag", saw=tag_group(by_instance))
    return by_instance, by_disks


def tag_group(group_id):
    def tags():
        return {t.key: t.value for t in group(group_id).tags.tag}

    tagged = {"ResourceType": "snapshotgroup", "ResourceId": [group_id]}
    ecs.tag_resources(asked(models.TagResourcesRequest, **tagged, Tag=[tag("stage", "test")]))
    shown = tags()
    rows = ecs.list_tag_resources(asked(models.ListTagResourcesRequest, **tagged)).body
    listed = [row.tag_key for row in rows.tag_resources.tag_resource]
    ecs.untag_resources(asked(models.UntagResourcesRequest, **tagged, TagKey=["stage"]))
    return {"tags": shown, "listed": listed, "left": tags()}


def look_at_snapshots(by_disks):
    taken = [s.snapshot_id for s in members(group(by_disks)).values()]
    shown = snapshots(SnapshotIds=json.dumps(taken))
    shown.sort(key=lambda s: names[s.source_disk_id])
    tell(
        "snapshots",
        saw={
            "disks": [names[s.source_disk_id] for s in shown],
            "status": [s.status for s in shown],
            "sizes": [s.source_disk_size for s in shown],
        },
    )
    request = models.CreateSnapshotRequest(disk_id=ids["log"], snapshot_name="single")
    single = ecs.create_snapshot(request).body.snapshot_id
    shown = snapshots(SnapshotIds=json.dumps([single]))[0]
    saw = {"name": shown.snapshot_name, "disk": names[shown.source_disk_id]}
    tell("single-snapshot", saw={**saw, "progress": shown.progress, "status": shown.status})


def roll_back_and_copy(by_disks):
    refused("rollback-while-running", roll_back, by_disks, data="data", page="page")
    for name in ("one", "two"):
        ecs.stop_instance(models.StopInstanceRequest(instance_id=ids[name]))
    stopped = until(instances, in_state("Stopped", "one", "two"))
    tell("stop", saw={"stopped": sorted(i.instance_name for i in stopped)})
    tell("rollback", saw=roll_back(by_disks, data="data", page="page"))

    taken = members(group(by_disks))["data"].snapshot_id
    call("copy", create_disk("copy", SnapshotId=taken))
    shown = until(lambda: disk("copy"), lambda d: d.status == "Available")
    saw = {"size": shown.size, "fromSnapshot": shown.source_snapshot_id == taken}
    tell("copy", saw={**saw, "status": shown.status})

    ecs.detach_disk(models.DetachDiskRequest(instance_id=ids["one"], disk_id=ids["log"]))
    shown = until(lambda: disk("log"), lambda d: d.status == "Available")
    tell("detach", saw={"status": shown.status, "instance": shown.instance_id})

    ecs.start_instance(models.StartInstanceRequest(instance_id=ids["one"]))
    shown = until(instances, in_state("Running", "one"))
    tell("start", saw={"status": next(i.status for i in shown if i.instance_name == "one")})


def make_mistakes(by_disks):
    def regions(key, secret):
        client_with(key, secret).describe_regions(models.DescribeRegionsRequest())

    one, data = ids["one"], [ids["data"]]
    refused("wrong-secret", regions, KEY, "not-the-secret")
    refused("unknown-key", regions, "LTAIdoesnotexist", SECRET)
    refused("unknown-instance", create_group, InstanceId="i-bp1doesnotexist00000")
    refused("unknown-disk", create_group, DiskId=["d-bp1doesnotexist00000"])
    refused("unknown-zone", create_disk, "lost", ZoneId="cn-hangzhou-z", Size=20)
    refused("small-disk", create_disk, "small", Size=5)
    run_instance("wide", DataDisk=[{"Size": 20}] * 16)
    until(instances, in_state("Running", "wide"))
    refused("seventeen-disks", create_group, InstanceId=ids["wide"])
    twice = [tag("owner", "one"), tag("owner", "two")]
    refused("duplicate-tag-key", create_group, DiskId=data, Tag=twice)
    both = {"DiskId": data, "ExcludeDiskId": [ids["system"]]}
    refused("disks-and-excluded", create_group, InstanceId=one, **both)
    refused("nothing-selected", create_group)
    refused("bad-name", create_group, DiskId=data, Name="http://x")
    refused("never-attached", create_group, DiskId=[ids["copy"]])
    refused("token-reused", create_group, DiskId=data, ClientToken="token-of-again")
    refused("attached-already", attach_disk, "data", "two")
    refused("delete-attached", ecs.delete_disk, models.DeleteDiskRequest(disk_id=ids["data"]))
    refused("snapshot-of-another", roll_back, by_disks, page="data")
    refused("missing-group", delete_group, "ssg-bp1doesnotexist0000")
    refused("rename-missing", rename_group, "ssg-bp1doesnotexist0000", Name="renamed")


def clean_up():
    for shown in groups(MaxResults=100):
        delete_group(shown.snapshot_group_id)
    for shown in snapshots():
        request = models.DeleteSnapshotRequest(snapshot_id=shown.snapshot_id, force=True)
        ecs.delete_snapshot(request)
    for shown in instances():
        request = models.DeleteInstanceRequest(instance_id=shown.instance_id, force=True)
        ecs.delete_instance(request)
    for shown in disks(Status="Available", PageSize=100):
        ecs.delete_disk(models.DeleteDiskRequest(disk_id=shown.disk_id))
    return {
        "groups": len(groups()),
        "snapshots": len(snapshots()),
        "instances": len(instances()),
        "disks": describe_disks().total_count,
    }


make()
renamed, over_two = group_them()
look_at_snapshots(over_two)
roll_back_and_copy(over_two)
make_mistakes(over_two)
tell("delete", saw={"outcomes": delete_group(renamed), "left": len(groups(SnapshotGroupId=[renamed]))})
tell("clean-up", saw=until(clean_up, lambda left: not any(left.values())))
