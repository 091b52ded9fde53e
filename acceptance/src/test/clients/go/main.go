// Command scenario follows ../scenario.md with alibaba-cloud-sdk-go, which signs by version 1.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/ecs"
)

const (
	zone     = "cn-hangzhou-h"
	pollsMax = 600
)

var (
	key    = os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")
	secret = os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")
	client = clientWith(key, secret)
	ids    = map[string]string{} // of instances and disks, by the scenario's name
	names  = map[string]string{"": ""}
)

type saw map[string]any

func clientWith(accessKeyID, accessKeySecret string) *ecs.Client {
	endpoint := os.Getenv("STILLPOINT_ENDPOINT")
	// docs: client
	client, err := ecs.NewClientWithOptions("cn-hangzhou",
		sdk.NewConfig().WithScheme("HTTP"),
		credentials.NewAccessKeyCredential(accessKeyID, accessKeySecret))
	client.Domain = endpoint // "127.0.0.1:7080"
	// docs: end
	return must(client, err)
}

// must ends the program with an error, unless refused is waiting for one.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func tell(line any) {
	fmt.Println(string(must(json.Marshal(line))))
}

func step(name string, what any) {
	tell(map[string]any{"step": name, "saw": what})
}

func refused(name string, work func()) {
	defer func() {
		fault := recover()
		var refusal *sdkerrors.ServerError
		if err, ok := fault.(error); ok && errors.As(err, &refusal) {
			tell(map[string]any{"step": name, "refused": refusal.ErrorCode(), "requestId": refusal.RequestId()})
		} else if fault != nil {
			panic(fault)
		} else {
			step(name, "no refusal")
		}
	}()
	work()
}

// until asks again until holds is content with the answer, and answers it.
func until[T any](ask func() T, holds func(T) bool) T {
	for range pollsMax {
		if answer := ask(); holds(answer) {
			return answer
		}
		time.Sleep(50 * time.Millisecond)
	}
	panic(fmt.Errorf("still not so after %d looks", pollsMax))
}

func call(name, id string) string {
	ids[name], names[id] = id, name
	return id
}

func sorted[T any](things []T, name func(T) string) []string {
	found := []string{}
	for _, thing := range things {
		found = append(found, name(thing))
	}
	slices.Sort(found)
	return found
}

func runInstance(name string, dataDisks int) string {
	request := ecs.CreateRunInstancesRequest()
	request.ZoneId, request.ImageId, request.InstanceType, request.InstanceName = zone, "any", "ecs.any", name
	if disks := slices.Repeat([]ecs.RunInstancesDataDisk{{Size: "20"}}, dataDisks); dataDisks > 0 {
		request.DataDisk = &disks
	}
	return call(name, must(client.RunInstances(request)).InstanceIdSets.InstanceIdSet[0])
}

func createDisk(name string, change func(*ecs.CreateDiskRequest)) string {
	request := ecs.CreateCreateDiskRequest()
	request.ZoneId, request.DiskName, request.DiskCategory = zone, name, "cloud_essd"
	change(request)
	return must(client.CreateDisk(request)).DiskId
}

func describeDisks(filter func(*ecs.DescribeDisksRequest)) *ecs.DescribeDisksResponse {
	request := ecs.CreateDescribeDisksRequest()
	filter(request)
	return must(client.DescribeDisks(request))
}

func disk(name string) ecs.Disk {
	return describeDisks(func(r *ecs.DescribeDisksRequest) { r.DiskIds = jsonList(ids[name]) }).Disks.Disk[0]
}

func diskName(disk ecs.Disk) string { return disk.DiskName }

func jsonList(ids ...string) string {
	return string(must(json.Marshal(ids)))
}

func instances() []ecs.Instance {
	return must(client.DescribeInstances(ecs.CreateDescribeInstancesRequest())).Instances.Instance
}

func awaitInstances(status string, wanted ...string) []string {
	in := func() []string {
		of := slices.DeleteFunc(instances(), func(i ecs.Instance) bool { return i.Status != status })
		return sorted(of, func(i ecs.Instance) string { return i.InstanceName })
	}
	return until(in, func(names []string) bool {
		return !slices.ContainsFunc(wanted, func(name string) bool { return !slices.Contains(names, name) })
	})
}

func createGroup(selection func(*ecs.CreateSnapshotGroupRequest)) string {
	request := ecs.CreateCreateSnapshotGroupRequest()
	selection(request)
	return must(client.CreateSnapshotGroup(request)).SnapshotGroupId
}

func describeGroups(filter func(*ecs.DescribeSnapshotGroupsRequest)) *ecs.DescribeSnapshotGroupsResponse {
	request := ecs.CreateDescribeSnapshotGroupsRequest()
	filter(request)
	return must(client.DescribeSnapshotGroups(request))
}

func groupsOf(id string) []ecs.SnapshotGroup {
	filter := func(r *ecs.DescribeSnapshotGroupsRequest) { r.SnapshotGroupId = &[]string{id} }
	return describeGroups(filter).SnapshotGroups.SnapshotGroup
}

func group(id string) ecs.SnapshotGroup { return groupsOf(id)[0] }

func groupName(group ecs.SnapshotGroup) string { return group.Name }

func sourceDisk(snapshot ecs.Snapshot) string { return names[snapshot.SourceDiskId] }

// members are the snapshots of a group by the names of their disks.
func members(group ecs.SnapshotGroup) map[string]ecs.Snapshot {
	found := map[string]ecs.Snapshot{}
	for _, snapshot := range group.Snapshots.Snapshot {
		found[sourceDisk(snapshot)] = snapshot
	}
	return found
}

func deleteGroup(id string) []string {
	request := ecs.CreateDeleteSnapshotGroupRequest()
	request.SnapshotGroupId = id
	outcomes := []string{}
	for _, item := range must(client.DeleteSnapshotGroup(request)).OperationProgressSet.OperationProgress {
		outcomes = append(outcomes, item.OperationStatus)
	}
	return outcomes
}

func renameGroup(id, name, description string) {
	request := ecs.CreateModifySnapshotGroupRequest()
	request.SnapshotGroupId, request.Name, request.Description = id, name, description
	must(client.ModifySnapshotGroup(request))
}

func snapshots(ids ...string) []ecs.Snapshot {
	request := ecs.CreateDescribeSnapshotsRequest()
	if len(ids) > 0 {
		request.SnapshotIds = jsonList(ids...)
	}
	return must(client.DescribeSnapshots(request)).Snapshots.Snapshot
}

func attachDisk(name, holder string) {
	request := ecs.CreateAttachDiskRequest()
	request.DiskId, request.InstanceId = ids[name], ids[holder]
	must(client.AttachDisk(request))
}

func deleteDisk(id string) {
	request := ecs.CreateDeleteDiskRequest()
	request.DiskId = id
	must(client.DeleteDisk(request))
}

// rollBack takes pairs of a disk and the disk whose snapshot it is to become.
func rollBack(groupID string, pairs ...[2]string) saw {
	taken := members(group(groupID))
	disks := []ecs.ResetDisksDisk{}
	for _, pair := range pairs {
		disks = append(disks, ecs.ResetDisksDisk{DiskId: ids[pair[0]], SnapshotId: taken[pair[1]].SnapshotId})
	}
	request := ecs.CreateResetDisksRequest()
	request.Disk = &disks
	outcomes, rolledBack := []string{}, []string{}
	for _, item := range must(client.ResetDisks(request)).OperationProgressSet.OperationProgress {
		outcomes = append(outcomes, item.OperationStatus)
		for _, related := range item.RelatedItemSet.RelatedItem {
			if related.Name == "DiskId" {
				rolledBack = append(rolledBack, names[related.Value])
			}
		}
	}
	slices.Sort(rolledBack)
	return saw{"outcomes": outcomes, "disks": rolledBack}
}

func main() {
	makeDisks()
	renamed, byDisks := groupThem()
	lookAtSnapshots(byDisks)
	rollBackAndCopy(byDisks)
	makeMistakes(byDisks)
	outcomes := deleteGroup(renamed)
	step("delete", saw{"outcomes": outcomes, "left": len(groupsOf(renamed))})
	step("clean-up", until(cleanUp, func(left saw) bool {
		return left["groups"] == 0 && left["snapshots"] == 0 && left["instances"] == 0 && left["disks"] == 0
	}))
}
