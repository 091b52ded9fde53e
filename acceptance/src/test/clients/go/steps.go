package main

import (
	"slices"
	"strings"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/ecs"
)

func makeDisks() {
	runInstance("one", 0)
	runInstance("two", 0)
	step("instances", saw{"running": awaitInstances("Running", "one", "two")})

	tagged := func(size int, token string) func(*ecs.CreateDiskRequest) {
		return func(r *ecs.CreateDiskRequest) {
			r.Size, r.ClientToken = requests.NewInteger(size), token
			r.Tag = &[]ecs.CreateDiskTag{{Key: "use", Value: "scenario"}}
		}
	}
	first := call("data", createDisk("data", tagged(20, "token-of-data")))
	again := createDisk("data", tagged(20, "token-of-data"))
	call("log", createDisk("log", tagged(20, "")))
	call("page", createDisk("page", tagged(40, "")))
	sizes := []int{disk("data").Size, disk("log").Size, disk("page").Size}
	step("disks", saw{"sizes": sizes, "sameAgain": first == again})

	attachDisk("data", "one")
	attachDisk("log", "one")
	attachDisk("page", "two")
	held := saw{}
	for holder, count := range map[string]int{"one": 2, "two": 1} {
		ask := func() []ecs.Disk {
			return describeDisks(func(r *ecs.DescribeDisksRequest) {
				r.InstanceId, r.DiskType, r.Status = ids[holder], "data", "In_use"
			}).Disks.Disk
		}
		held[holder] = sorted(until(ask, func(disks []ecs.Disk) bool { return len(disks) == count }), diskName)
	}
	step("attach", held)
	system := describeDisks(func(r *ecs.DescribeDisksRequest) { r.InstanceId, r.DiskType = ids["one"], "system" })
	call("system", system.Disks.Disk[0].DiskId)

	pages := []int{}
	seen, total := 0, 1
	for seen < total {
		page := describeDisks(func(r *ecs.DescribeDisksRequest) {
			r.PageNumber, r.PageSize = requests.NewInteger(len(pages)+1), requests.NewInteger(2)
		})
		total = page.TotalCount
		seen += len(page.Disks.Disk)
		pages = append(pages, len(page.Disks.Disk))
	}
	step("paging", saw{"total": total, "pages": pages})
	byTag := describeDisks(func(r *ecs.DescribeDisksRequest) {
		r.Tag = &[]ecs.DescribeDisksTag{{Key: "use", Value: "scenario"}}
	})
	step("disks-by-tag", saw{"disks": sorted(byTag.Disks.Disk, diskName)})
}

func groupThem() (byInstance, byDisks string) {
	byInstance = createGroup(func(r *ecs.CreateSnapshotGroupRequest) {
		r.InstanceId, r.Name, r.Description = ids["one"], "by-instance", "all of one"
	})
	shown := group(byInstance)
	progress := []string{}
	for _, snapshot := range shown.Snapshots.Snapshot {
		progress = append(progress, snapshot.Progress)
	}
	step("group-by-instance", saw{
		"name": shown.Name, "description": shown.Description, "status": shown.Status, "instance": names[shown.InstanceId],
		"disks": sorted(shown.Snapshots.Snapshot, sourceDisk), "progress": progress,
	})

	byDisks = createGroup(func(r *ecs.CreateSnapshotGroupRequest) {
		r.DiskId, r.Name = &[]string{ids["data"], ids["page"]}, "by-disks"
		r.Tag = &[]ecs.CreateSnapshotGroupTag{{Key: "owner", Value: "ops"}}
	})
	shown = group(byDisks)
	step("group-by-disks", saw{
		"instance": names[shown.InstanceId], "disks": sorted(shown.Snapshots.Snapshot, sourceDisk), "tags": tagsOf(shown),
	})

	shown = group(createGroup(func(r *ecs.CreateSnapshotGroupRequest) {
		r.InstanceId, r.ExcludeDiskId, r.Name = ids["one"], &[]string{ids["system"]}, "excluding"
	}))
	disks := sorted(shown.Snapshots.Snapshot, sourceDisk)
	step("group-excluding", saw{"instance": names[shown.InstanceId], "disks": disks})

	again := func(r *ecs.CreateSnapshotGroupRequest) {
		r.DiskId, r.Name, r.ClientToken = &[]string{ids["log"]}, "again", "token-of-again"
	}
	first, second := createGroup(again), createGroup(again)
	disks = sorted(group(first).Snapshots.Snapshot, sourceDisk)
	step("group-again", saw{"sameAgain": first == second, "disks": disks})

	pages, seen, token := []int{}, []ecs.SnapshotGroup{}, ""
	for len(pages) == 0 || token != "" {
		page := describeGroups(func(r *ecs.DescribeSnapshotGroupsRequest) {
			r.MaxResults, r.NextToken = requests.NewInteger(3), token
		})
		pages = append(pages, len(page.SnapshotGroups.SnapshotGroup))
		seen = append(seen, page.SnapshotGroups.SnapshotGroup...)
		token = page.NextToken
	}
	step("group-paging", saw{"pages": pages, "names": sorted(seen, groupName)})
	byTag := describeGroups(func(r *ecs.DescribeSnapshotGroupsRequest) {
		r.Tag = &[]ecs.DescribeSnapshotGroupsTag{{Key: "owner", Value: "ops"}}
	})
	step("groups-by-tag", saw{"names": sorted(byTag.SnapshotGroups.SnapshotGroup, groupName)})

	renameGroup(byInstance, "renamed", "of one")
	shown = group(byInstance)
	step("rename", saw{"name": shown.Name, "description": shown.Description, "status": shown.Status})
	step("tag", tagGroup(byInstance))
	return byInstance, byDisks
}

func tagGroup(id string) saw {
	tagged := &[]string{id}
	put := ecs.CreateTagResourcesRequest()
	put.ResourceType, put.ResourceId = "snapshotgroup", tagged
	put.Tag = &[]ecs.TagResourcesTag{{Key: "stage", Value: "test"}}
	must(client.TagResources(put))
	shown := tagsOf(group(id))

	list := ecs.CreateListTagResourcesRequest()
	list.ResourceType, list.ResourceId = "snapshotgroup", tagged
	rows := must(client.ListTagResources(list)).TagResources.TagResource
	listed := sorted(rows, func(row ecs.TagResource) string { return row.TagKey })

	remove := ecs.CreateUntagResourcesRequest()
	remove.ResourceType, remove.ResourceId, remove.TagKey = "snapshotgroup", tagged, &[]string{"stage"}
	must(client.UntagResources(remove))
	return saw{"tags": shown, "listed": listed, "left": tagsOf(group(id))}
}

func tagsOf(group ecs.SnapshotGroup) map[string]string {
	tags := map[string]string{}
	for _, tag := range group.Tags.Tag {
		tags[tag.Key] = tag.Value
	}
	return tags
}

func lookAtSnapshots(byDisks string) {
	taken := members(group(byDisks))
	shown := snapshots(taken["data"].SnapshotId, taken["page"].SnapshotId)
	slices.SortFunc(shown, func(one, other ecs.Snapshot) int {
		return strings.Compare(sourceDisk(one), sourceDisk(other))
	})
	disks, status, sizes := []string{}, []string{}, []string{}
	for _, snapshot := range shown {
		disks = append(disks, sourceDisk(snapshot))
		status = append(status, snapshot.Status)
		sizes = append(sizes, snapshot.SourceDiskSize)
	}
	step("snapshots", saw{"disks": disks, "status": status, "sizes": sizes})

	request := ecs.CreateCreateSnapshotRequest()
	request.DiskId, request.SnapshotName = ids["log"], "single"
	single := snapshots(must(client.CreateSnapshot(request)).SnapshotId)[0]
	step("single-snapshot", saw{
		"name": single.SnapshotName, "disk": sourceDisk(single), "progress": single.Progress, "status": single.Status,
	})
}

func rollBackAndCopy(byDisks string) {
	both := [][2]string{{"data", "data"}, {"page", "page"}}
	refused("rollback-while-running", func() { rollBack(byDisks, both...) })
	for _, name := range []string{"one", "two"} {
		stop := ecs.CreateStopInstanceRequest()
		stop.InstanceId = ids[name]
		must(client.StopInstance(stop))
	}
	step("stop", saw{"stopped": awaitInstances("Stopped", "one", "two")})
	step("rollback", rollBack(byDisks, both...))

	taken := members(group(byDisks))["data"].SnapshotId
	call("copy", createDisk("copy", func(r *ecs.CreateDiskRequest) { r.SnapshotId = taken }))
	available := func(disk ecs.Disk) bool { return disk.Status == "Available" }
	shown := until(func() ecs.Disk { return disk("copy") }, available)
	step("copy", saw{"size": shown.Size, "fromSnapshot": shown.SourceSnapshotId == taken, "status": shown.Status})

	detach := ecs.CreateDetachDiskRequest()
	detach.InstanceId, detach.DiskId = ids["one"], ids["log"]
	must(client.DetachDisk(detach))
	shown = until(func() ecs.Disk { return disk("log") }, available)
	step("detach", saw{"status": shown.Status, "instance": shown.InstanceId})

	start := ecs.CreateStartInstanceRequest()
	start.InstanceId = ids["one"]
	must(client.StartInstance(start))
	awaitInstances("Running", "one")
	one := slices.IndexFunc(instances(), func(i ecs.Instance) bool { return i.InstanceName == "one" })
	step("start", saw{"status": instances()[one].Status})
}

func makeMistakes(byDisks string) {
	regions := func(key, secret string) func() {
		return func() { must(clientWith(key, secret).DescribeRegions(ecs.CreateDescribeRegionsRequest())) }
	}
	group := func(selection func(*ecs.CreateSnapshotGroupRequest)) func() {
		return func() { createGroup(selection) }
	}
	data := &[]string{ids["data"]}
	refused("wrong-secret", regions(key, "not-the-secret"))
	refused("unknown-key", regions("LTAIdoesnotexist", secret))
	refused("unknown-instance", group(func(r *ecs.CreateSnapshotGroupRequest) { r.InstanceId = "i-bp1doesnotexist00000" }))
	unknown := &[]string{"d-bp1doesnotexist00000"}
	refused("unknown-disk", group(func(r *ecs.CreateSnapshotGroupRequest) { r.DiskId = unknown }))
	refused("unknown-zone", func() {
		createDisk("lost", func(r *ecs.CreateDiskRequest) { r.ZoneId, r.Size = "cn-hangzhou-z", "20" })
	})
	refused("small-disk", func() { createDisk("small", func(r *ecs.CreateDiskRequest) { r.Size = "5" }) })
	runInstance("wide", 16)
	awaitInstances("Running", "wide")
	refused("seventeen-disks", group(func(r *ecs.CreateSnapshotGroupRequest) { r.InstanceId = ids["wide"] }))
	refused("duplicate-tag-key", group(func(r *ecs.CreateSnapshotGroupRequest) {
		r.DiskId = data
		r.Tag = &[]ecs.CreateSnapshotGroupTag{{Key: "owner", Value: "one"}, {Key: "owner", Value: "two"}}
	}))
	refused("disks-and-excluded", group(func(r *ecs.CreateSnapshotGroupRequest) {
		r.InstanceId, r.DiskId, r.ExcludeDiskId = ids["one"], data, &[]string{ids["system"]}
	}))
	refused("nothing-selected", group(func(*ecs.CreateSnapshotGroupRequest) {}))
	refused("bad-name", group(func(r *ecs.CreateSnapshotGroupRequest) { r.DiskId, r.Name = data, "http://x" }))
	refused("never-attached", group(func(r *ecs.CreateSnapshotGroupRequest) { r.DiskId = &[]string{ids["copy"]} }))
	refused("token-reused", group(func(r *ecs.CreateSnapshotGroupRequest) {
		r.DiskId, r.ClientToken = data, "token-of-again"
	}))
	refused("attached-already", func() { attachDisk("data", "two") })
	refused("delete-attached", func() { deleteDisk(ids["data"]) })
	refused("snapshot-of-another", func() { rollBack(byDisks, [2]string{"page", "data"}) })
	refused("missing-group", func() { deleteGroup("ssg-bp1doesnotexist0000") })
	refused("rename-missing", func() { renameGroup("ssg-bp1doesnotexist0000", "renamed", "") })
}

func cleanUp() saw {
	for _, shown := range describeGroups(func(r *ecs.DescribeSnapshotGroupsRequest) { r.MaxResults = "100" }).SnapshotGroups.SnapshotGroup {
		deleteGroup(shown.SnapshotGroupId)
	}
	for _, shown := range snapshots() {
		request := ecs.CreateDeleteSnapshotRequest()
		request.SnapshotId, request.Force = shown.SnapshotId, "true"
		must(client.DeleteSnapshot(request))
	}
	for _, shown := range instances() {
		request := ecs.CreateDeleteInstanceRequest()
		request.InstanceId, request.Force = shown.InstanceId, "true"
		must(client.DeleteInstance(request))
	}
	available := func(r *ecs.DescribeDisksRequest) { r.Status, r.PageSize = "Available", "100" }
	for _, shown := range describeDisks(available).Disks.Disk {
		deleteDisk(shown.DiskId)
	}
	return saw{
		"groups":    len(describeGroups(func(*ecs.DescribeSnapshotGroupsRequest) {}).SnapshotGroups.SnapshotGroup),
		"snapshots": len(snapshots()),
		"instances": len(instances()),
		"disks":     describeDisks(func(*ecs.DescribeDisksRequest) {}).TotalCount,
	}
}
