"""The scenario for clients that take the names of the API's page and answer its JSON as it is."""

import json

from scenario import KEY, SECRET, ZONE, tell, until


class Refused(Exception):
    """A refusal, as the client presents it."""

    def __init__(self, code, request_id):
        super().__init__(code)
        self.code = code
        self.request_id = request_id


class Flow:
    """Follows scenario.md.

    `client_with(key, secret)` answers a function that does an action: its name, then its parameters, lists as lists.
    """

    def __init__(self, client_with):
        self.client_with = client_with
        self.ask = client_with(KEY, SECRET)
        self.ids = {}  # of instances and disks, by the scenario's name
        self.names = {"": ""}

    def run(self):
        self.make()
        renamed, by_disks = self.group_them()
        self.look_at_snapshots(by_disks)
        self.roll_back_and_copy(by_disks)
        self.make_mistakes(by_disks)
        outcomes = self.delete_group(renamed)
        tell("delete", saw={"outcomes": outcomes, "left": len(self.groups(SnapshotGroupId=[renamed]))})
        tell("clean-up", saw=until(self.clean_up, lambda left: not any(left.values())))

    def call(self, name, an_id):
        self.ids[name] = an_id
        self.names[an_id] = name
        return an_id

    def refused(self, step, work, *arguments, **named):
        try:
            work(*arguments, **named)
        except Refused as refusal:
            tell(step, refused=refusal.code, requestId=refusal.request_id)
        else:
            tell(step, saw="no refusal")

    def run_instance(self, name, **more):
        order = {"ZoneId": ZONE, "ImageId": "any", "InstanceType": "ecs.any", "InstanceName": name}
        answer = self.ask("RunInstances", **order, **more)
        return self.call(name, answer["InstanceIdSets"]["InstanceIdSet"][0])

    def create_disk(self, name, **more):
        order = {"ZoneId": ZONE, "DiskName": name, "DiskCategory": "cloud_essd", **more}
        return self.ask("CreateDisk", **order)["DiskId"]

    def disks(self, **filters):
        return self.ask("DescribeDisks", **filters)["Disks"]["Disk"]

    def disk(self, name):
        return self.disks(DiskIds=json.dumps([self.ids[name]]))[0]

    def instances(self):
        return self.ask("DescribeInstances")["Instances"]["Instance"]

    def await_instances(self, status, *wanted):
        def in_state(shown):
            return set(wanted) <= {i["InstanceName"] for i in shown if i["Status"] == status}

        return sorted(i["InstanceName"] for i in until(self.instances, in_state) if i["Status"] == status)

    def create_group(self, **selection):
        return self.ask("CreateSnapshotGroup", **selection)["SnapshotGroupId"]

    def groups(self, **filters):
        return self.ask("DescribeSnapshotGroups", **filters)["SnapshotGroups"]["SnapshotGroup"]

    def group(self, group_id):
        return self.groups(SnapshotGroupId=[group_id])[0]

    def members(self, shown):
        """The snapshot of each disk, by the disk's name."""
        return {self.names[s["SourceDiskId"]]: s for s in shown["Snapshots"]["Snapshot"]}

    def holder_and_disks(self, shown):
        return {"instance": self.names[shown["InstanceId"]], "disks": sorted(self.members(shown))}

    def delete_group(self, group_id):
        answer = self.ask("DeleteSnapshotGroup", SnapshotGroupId=group_id)
        return [i["OperationStatus"] for i in answer["OperationProgressSet"]["OperationProgress"]]

    def snapshots(self, **filters):
        return self.ask("DescribeSnapshots", **filters)["Snapshots"]["Snapshot"]

    def attach_disk(self, name, holder):
        self.ask("AttachDisk", DiskId=self.ids[name], InstanceId=self.ids[holder])

    def roll_back(self, group_id, **snapshot_of_disk):
        taken = self.members(self.group(group_id))
        pairs = [
            {"DiskId": self.ids[name], "SnapshotId": taken[of]["SnapshotId"]}
            for name, of in snapshot_of_disk.items()
        ]
        items = self.ask("ResetDisks", Disk=pairs)["OperationProgressSet"]["OperationProgress"]
        related = [r for item in items for r in item["RelatedItemSet"]["RelatedItem"]]
        return {
            "outcomes": [item["OperationStatus"] for item in items],
            "disks": sorted(self.names[r["Value"]] for r in related if r["Name"] == "DiskId"),
        }

    def make(self):
        self.run_instance("one")
        self.run_instance("two")
        tell("instances", saw={"running": self.await_instances("Running", "one", "two")})

        use = [tag("use", "scenario")]
        order = {"Size": 20, "ClientToken": "token-of-data", "Tag": use}
        first = self.call("data", self.create_disk("data", **order))
        again = self.create_disk("data", **order)
        self.call("log", self.create_disk("log", Size=20, Tag=use))
        self.call("page", self.create_disk("page", Size=40, Tag=use))
        sizes = [self.disk(name)["Size"] for name in ("data", "log", "page")]
        tell("disks", saw={"sizes": sizes, "sameAgain": first == again})

        self.attach_disk("data", "one")
        self.attach_disk("log", "one")
        self.attach_disk("page", "two")
        held = {}
        for holder, count in (("one", 2), ("two", 1)):
            of_holder = {"InstanceId": self.ids[holder], "DiskType": "data", "Status": "In_use"}
            shown = until(lambda: self.disks(**of_holder), lambda found: len(found) == count)
            held[holder] = sorted(d["DiskName"] for d in shown)
        tell("attach", saw=held)
        self.call("system", self.disks(InstanceId=self.ids["one"], DiskType="system")[0]["DiskId"])

        pages, total = [], 1
        while sum(pages) < total:
            page = self.ask("DescribeDisks", PageNumber=len(pages) + 1, PageSize=2)
            total = page["TotalCount"]
            pages.append(len(page["Disks"]["Disk"]))
        tell("paging", saw={"total": total, "pages": pages})
        tell("disks-by-tag", saw={"disks": sorted(d["DiskName"] for d in self.disks(Tag=use))})

    def group_them(self):
        of_one = {"InstanceId": self.ids["one"]}
        by_instance = self.create_group(**of_one, Name="by-instance", Description="all of one")
        shown = self.group(by_instance)
        saw = {"name": shown["Name"], "description": shown["Description"], "status": shown["Status"]}
        progress = [s["Progress"] for s in shown["Snapshots"]["Snapshot"]]
        tell("group-by-instance", saw={**saw, **self.holder_and_disks(shown), "progress": progress})

        owner = [tag("owner", "ops")]
        over_two = [self.ids["data"], self.ids["page"]]
        by_disks = self.create_group(DiskId=over_two, Name="by-disks", Tag=owner)
        shown = self.group(by_disks)
        tags = {t["Key"]: t["Value"] for t in shown["Tags"]["Tag"]}
        tell("group-by-disks", saw={**self.holder_and_disks(shown), "tags": tags})

        excluding = self.create_group(**of_one, ExcludeDiskId=[self.ids["system"]], Name="excluding")
        tell("group-excluding", saw=self.holder_and_disks(self.group(excluding)))

        again = {"DiskId": [self.ids["log"]], "Name": "again", "ClientToken": "token-of-again"}
        first, second = self.create_group(**again), self.create_group(**again)
        disks = sorted(self.members(self.group(first)))
        tell("group-again", saw={"sameAgain": first == second, "disks": disks})

        pages, seen, following = [], [], {}
        while len(pages) == 0 or following["NextToken"]:
            page = self.ask("DescribeSnapshotGroups", MaxResults=3, **following)
            pages.append(len(page["SnapshotGroups"]["SnapshotGroup"]))
            seen += [g["Name"] for g in page["SnapshotGroups"]["SnapshotGroup"]]
            following = {"NextToken": page.get("NextToken", "")}
        tell("group-paging", saw={"pages": pages, "names": sorted(seen)})
        tell("groups-by-tag", saw={"names": [g["Name"] for g in self.groups(Tag=owner)]})

        self.ask("ModifySnapshotGroup", SnapshotGroupId=by_instance, Name="renamed", Description="of one")
        shown = self.group(by_instance)
        saw = {"name": shown["Name"], "description": shown["Description"], "status": shown["Status"]}
        tell("rename", saw=saw)
        tell("tag", saw=self.tag_group(by_instance))
        return by_instance, by_disks

    def tag_group(self, group_id):
        def tags():
            return {t["Key"]: t["Value"] for t in self.group(group_id)["Tags"]["Tag"]}

        tagged = {"ResourceType": "snapshotgroup", "ResourceId": [group_id]}
        self.ask("TagResources", **tagged, Tag=[tag("stage", "test")])
        shown = tags()
        rows = self.ask("ListTagResources", **tagged)["TagResources"]["TagResource"]
        self.ask("UntagResources", **tagged, TagKey=["stage"])
        return {"tags": shown, "listed": [row["TagKey"] for row in rows], "left": tags()}

    def look_at_snapshots(self, by_disks):
        taken = [s["SnapshotId"] for s in self.members(self.group(by_disks)).values()]
        shown = self.snapshots(SnapshotIds=json.dumps(taken))
        shown.sort(key=lambda s: self.names[s["SourceDiskId"]])
        saw = {"disks": [self.names[s["SourceDiskId"]] for s in shown], "status": [s["Status"] for s in shown]}
        tell("snapshots", saw={**saw, "sizes": [s["SourceDiskSize"] for s in shown]})

        single = self.ask("CreateSnapshot", DiskId=self.ids["log"], SnapshotName="single")["SnapshotId"]
        shown = self.snapshots(SnapshotIds=json.dumps([single]))[0]
        saw = {"name": shown["SnapshotName"], "disk": self.names[shown["SourceDiskId"]]}
        tell("single-snapshot", saw={**saw, "progress": shown["Progress"], "status": shown["Status"]})

    def roll_back_and_copy(self, by_disks):
        self.refused("rollback-while-running", self.roll_back, by_disks, data="data", page="page")
        self.ask("StopInstance", InstanceId=self.ids["one"])
        self.ask("StopInstance", InstanceId=self.ids["two"])
        tell("stop", saw={"stopped": self.await_instances("Stopped", "one", "two")})
        tell("rollback", saw=self.roll_back(by_disks, data="data", page="page"))

        taken = self.members(self.group(by_disks))["data"]["SnapshotId"]
        self.call("copy", self.create_disk("copy", SnapshotId=taken))
        shown = until(lambda: self.disk("copy"), lambda d: d["Status"] == "Available")
        saw = {"size": shown["Size"], "fromSnapshot": shown["SourceSnapshotId"] == taken}
        tell("copy", saw={**saw, "status": shown["Status"]})

        self.ask("DetachDisk", InstanceId=self.ids["one"], DiskId=self.ids["log"])
        shown = until(lambda: self.disk("log"), lambda d: d["Status"] == "Available")
        tell("detach", saw={"status": shown["Status"], "instance": shown["InstanceId"]})

        self.ask("StartInstance", InstanceId=self.ids["one"])
        self.await_instances("Running", "one")
        one = next(i for i in self.instances() if i["InstanceName"] == "one")
        tell("start", saw={"status": one["Status"]})

    def make_mistakes(self, by_disks):
        def regions(key, secret):
            self.client_with(key, secret)("DescribeRegions")

        one, data, group = self.ids["one"], {"DiskId": [self.ids["data"]]}, self.create_group
        self.refused("wrong-secret", regions, KEY, "not-the-secret")
        self.refused("unknown-key", regions, "LTAIdoesnotexist", SECRET)
        self.refused("unknown-instance", group, InstanceId="i-bp1doesnotexist00000")
        self.refused("unknown-disk", group, DiskId=["d-bp1doesnotexist00000"])
        self.refused("unknown-zone", self.create_disk, "lost", ZoneId="cn-hangzhou-z", Size=20)
        self.refused("small-disk", self.create_disk, "small", Size=5)
        self.run_instance("wide", DataDisk=[{"Size": 20}] * 16)
        self.await_instances("Running", "wide")
        self.refused("seventeen-disks", group, InstanceId=self.ids["wide"])
        self.refused("duplicate-tag-key", group, **data, Tag=[tag("owner", "one"), tag("owner", "two")])
        excluded = {"ExcludeDiskId": [self.ids["system"]]}
        self.refused("disks-and-excluded", group, InstanceId=one, **data, **excluded)
        self.refused("nothing-selected", group)
        self.refused("bad-name", group, **data, Name="http://x")
        self.refused("never-attached", group, DiskId=[self.ids["copy"]])
        self.refused("token-reused", group, **data, ClientToken="token-of-again")
        self.refused("attached-already", self.attach_disk, "data", "two")
        self.refused("delete-attached", self.ask, "DeleteDisk", DiskId=self.ids["data"])
        self.refused("snapshot-of-another", self.roll_back, by_disks, page="data")
        missing = {"SnapshotGroupId": "ssg-bp1doesnotexist0000"}
        self.refused("missing-group", self.ask, "DeleteSnapshotGroup", **missing)
        self.refused("rename-missing", self.ask, "ModifySnapshotGroup", **missing, Name="renamed")

    def clean_up(self):
        for shown in self.groups(MaxResults=100):
            self.delete_group(shown["SnapshotGroupId"])
        for shown in self.snapshots():
            self.ask("DeleteSnapshot", SnapshotId=shown["SnapshotId"], Force=True)
        for shown in self.instances():
            self.ask("DeleteInstance", InstanceId=shown["InstanceId"], Force=True)
        for shown in self.disks(Status="Available", PageSize=100):
            self.ask("DeleteDisk", DiskId=shown["DiskId"])
        return {
            "groups": len(self.groups()),
            "snapshots": len(self.snapshots()),
            "instances": len(self.instances()),
            "disks": len(self.disks()),
        }


def tag(key, value):
    return {"Key": key, "Value": value}
