// The scenario with @alicloud/ecs20140526, which signs by version 3.
'use strict';

const ecs = require('@alicloud/ecs20140526');
const { $OpenApiUtil } = require('@alicloud/openapi-core');
const { ZONE, step, refusal: refusalAs, until } = require('./scenario.js');

const REGION = { regionId: ZONE.regionId };
const KEY = process.env.ALIBABA_CLOUD_ACCESS_KEY_ID;
const SECRET = process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET;

function clientWith(accessKeyId, accessKeySecret) {
  // docs: client
  return new ecs.default(
    new $OpenApiUtil.Config({
      endpoint: process.env.STILLPOINT_ENDPOINT, // "127.0.0.1:7080", without a scheme
      protocol: 'http',
      regionId: 'cn-hangzhou',
      accessKeyId,
      accessKeySecret,
    }),
  );
  // docs: end
}

const client = clientWith(KEY, SECRET);
const names = new Map(); // of instances and disks, by ID
const ids = new Map();

const refusal = (name, work) =>
  refusalAs(name, (error) => ({ refused: error.code, requestId: error.requestId ?? error.data?.RequestId }), work);

function call(name) {
  ids.set(name[1], name[0]);
  names.set(name[0], name[1]);
  return name[0];
}

async function runInstance(name, more = {}) {
  const request = { ...ZONE, imageId: 'any', instanceType: 'ecs.any', instanceName: name, amount: 1, ...more };
  const answer = await client.runInstances(new ecs.RunInstancesRequest(request));
  return call([answer.body.instanceIdSets.instanceIdSet[0], name]);
}

async function createDisk(name, more) {
  const request = { ...ZONE, diskName: name, diskCategory: 'cloud_essd', ...more };
  return (await client.createDisk(new ecs.CreateDiskRequest(request))).body.diskId;
}

async function disks(filter) {
  return (await client.describeDisks(new ecs.DescribeDisksRequest({ ...REGION, ...filter }))).body;
}

const disk = async (name) => (await disks({ diskIds: JSON.stringify([ids.get(name)]) })).disks.disk[0];

const dataDisksOf = (name) => disks({ instanceId: ids.get(name), diskType: 'data' });

async function instances() {
  const answer = await client.describeInstances(new ecs.DescribeInstancesRequest(REGION));
  return answer.body.instances.instance;
}

const inState = (status, ...wanted) => (all) =>
  wanted.every((name) => all.some((instance) => instance.instanceName === name && instance.status === status));

async function createGroup(selection) {
  const request = new ecs.CreateSnapshotGroupRequest({ ...REGION, ...selection });
  return (await client.createSnapshotGroup(request)).body.snapshotGroupId;
}

async function groups(filter) {
  const request = new ecs.DescribeSnapshotGroupsRequest({ ...REGION, ...filter });
  return (await client.describeSnapshotGroups(request)).body;
}

const group = async (id) => (await groups({ snapshotGroupId: [id] })).snapshotGroups.snapshotGroup[0];

const members = (shown) => shown.snapshots.snapshot.map((snapshot) => names.get(snapshot.sourceDiskId)).sort();

const deleteGroup = async (id) =>
  (await client.deleteSnapshotGroup(new ecs.DeleteSnapshotGroupRequest({ ...REGION, snapshotGroupId: id }))).body;

async function snapshots(filter) {
  const answer = await client.describeSnapshots(new ecs.DescribeSnapshotsRequest({ ...REGION, ...filter }));
  return answer.body.snapshots.snapshot;
}

const instanceName = (shown) => (shown.instanceId ? names.get(shown.instanceId) : '');

async function makeDisks() {
  const use = { tag: [{ key: 'use', value: 'scenario' }] };
  const a = await createDisk('data', { size: 20, clientToken: 'token-of-data', ...use });
  const again = await createDisk('data', { size: 20, clientToken: 'token-of-data', ...use });
  call([a, 'data']);
  call([await createDisk('log', { size: 20, ...use }), 'log']);
  call([await createDisk('page', { size: 40, ...use }), 'page']);
  const sizes = [];
  for (const name of ['data', 'log', 'page']) {
    sizes.push((await disk(name)).size);
  }
  return { sizes, sameAgain: a === again };
}

async function attach() {
  for (const [diskName, holder] of [['data', 'one'], ['log', 'one'], ['page', 'two']]) {
    await client.attachDisk(new ecs.AttachDiskRequest({ instanceId: ids.get(holder), diskId: ids.get(diskName) }));
  }
  const saw = {};
  for (const [holder, count] of [['one', 2], ['two', 1]]) {
    const inUse = (answer) => answer.disks.disk.filter((shown) => shown.status === 'In_use').length === count;
    const answer = await until(() => dataDisksOf(holder), inUse);
    saw[holder] = answer.disks.disk.map((shown) => shown.diskName).sort();
  }
  const system = (await disks({ instanceId: ids.get('one'), diskType: 'system' })).disks.disk[0].diskId;
  call([system, 'system']);
  return saw;
}

async function pageDisks() {
  const pages = [];
  let total = 1;
  for (let seen = 0; seen < total; seen += pages.at(-1)) {
    const page = await disks({ pageNumber: pages.length + 1, pageSize: 2 });
    total = page.totalCount;
    pages.push(page.disks.disk.length);
  }
  return { total, pages };
}

async function pageGroups() {
  const pages = [];
  const seen = [];
  let nextToken;
  do {
    const page = await groups({ maxResults: 3, nextToken });
    pages.push(page.snapshotGroups.snapshotGroup.length);
    seen.push(...page.snapshotGroups.snapshotGroup.map((shown) => shown.name));
    nextToken = page.nextToken;
  } while (nextToken);
  return { pages, names: seen.sort() };
}

async function rollBack(ofDisks, groupId) {
  const taken = new Map((await group(groupId)).snapshots.snapshot.map((shown) => [names.get(shown.sourceDiskId), shown.snapshotId]));
  const disk = ofDisks.map(([diskName, snapshotOf]) => ({ diskId: ids.get(diskName), snapshotId: taken.get(snapshotOf) }));
  const answer = await client.resetDisks(new ecs.ResetDisksRequest({ ...REGION, disk }));
  const items = answer.body.operationProgressSet.operationProgress;
  const diskOf = (item) => item.relatedItemSet.relatedItem.find((related) => related.name === 'DiskId').value;
  return { outcomes: items.map((item) => item.operationStatus), disks: items.map((item) => names.get(diskOf(item))).sort() };
}

async function tagGroup(groupId) {
  const tagged = { ...REGION, resourceType: 'snapshotgroup', resourceId: [groupId] };
  const tags = async () => Object.fromEntries((await group(groupId)).tags.tag.map(({ key, value }) => [key, value]));
  await client.tagResources(new ecs.TagResourcesRequest({ ...tagged, tag: [{ key: 'stage', value: 'test' }] }));
  const shown = await tags();
  const listed = (await client.listTagResources(new ecs.ListTagResourcesRequest(tagged))).body;
  await client.untagResources(new ecs.UntagResourcesRequest({ ...tagged, tagKey: ['stage'] }));
  return { tags: shown, listed: listed.tagResources.tagResource.map((row) => row.tagKey), left: await tags() };
}

async function cleanUp() {
  const left = await until(
    async () => {
      for (const shown of (await groups({ maxResults: 100 })).snapshotGroups.snapshotGroup) {
        await deleteGroup(shown.snapshotGroupId);
      }
      for (const shown of await snapshots({})) {
        await client.deleteSnapshot(new ecs.DeleteSnapshotRequest({ snapshotId: shown.snapshotId, force: true }));
      }
      for (const shown of await instances()) {
        await client.deleteInstance(new ecs.DeleteInstanceRequest({ instanceId: shown.instanceId, force: true }));
      }
      for (const shown of (await disks({ status: 'Available', pageSize: 100 })).disks.disk) {
        await client.deleteDisk(new ecs.DeleteDiskRequest({ diskId: shown.diskId }));
      }
      return {
        groups: (await groups({})).snapshotGroups.snapshotGroup.length,
        snapshots: (await snapshots({})).length,
        instances: (await instances()).length,
        disks: (await disks({})).totalCount,
      };
    },
    (counts) => Object.values(counts).every((count) => count === 0),
  );
  return left;
}

async function main() {
  await step('instances', async () => {
    await runInstance('one');
    await runInstance('two');
    const all = await until(instances, inState('Running', 'one', 'two'));
    return { running: all.map((instance) => instance.instanceName).sort() };
  });
  await step('disks', makeDisks);
  await step('attach', attach);
  await step('paging', pageDisks);
  await step('disks-by-tag', async () => {
    const tagged = await disks({ tag: [{ key: 'use', value: 'scenario' }] });
    return { disks: tagged.disks.disk.map((shown) => shown.diskName).sort() };
  });

  const one = { instanceId: ids.get('one') };
  let byInstance;
  await step('group-by-instance', async () => {
    byInstance = await createGroup({ ...one, name: 'by-instance', description: 'all of one' });
    const shown = await group(byInstance);
    const { name, description, status } = shown;
    const progress = shown.snapshots.snapshot.map((snapshot) => snapshot.progress);
    return { name, description, status, instance: instanceName(shown), disks: members(shown), progress };
  });
  let byDisks;
  await step('group-by-disks', async () => {
    const tag = [{ key: 'owner', value: 'ops' }];
    byDisks = await createGroup({ diskId: [ids.get('data'), ids.get('page')], name: 'by-disks', tag });
    const shown = await group(byDisks);
    const tags = Object.fromEntries(shown.tags.tag.map(({ key, value }) => [key, value]));
    return { instance: instanceName(shown), disks: members(shown), tags };
  });
  await step('group-excluding', async () => {
    const shown = await group(await createGroup({ ...one, excludeDiskId: [ids.get('system')], name: 'excluding' }));
    return { instance: instanceName(shown), disks: members(shown) };
  });
  await step('group-again', async () => {
    const again = { diskId: [ids.get('log')], name: 'again', clientToken: 'token-of-again' };
    const groupId = await createGroup(again);
    return { sameAgain: groupId === (await createGroup(again)), disks: members(await group(groupId)) };
  });
  await step('group-paging', pageGroups);
  await step('groups-by-tag', async () => {
    const tagged = await groups({ tag: [{ key: 'owner', value: 'ops' }] });
    return { names: tagged.snapshotGroups.snapshotGroup.map((shown) => shown.name) };
  });
  await step('rename', async () => {
    const change = { ...REGION, snapshotGroupId: byInstance, name: 'renamed', description: 'of one' };
    await client.modifySnapshotGroup(new ecs.ModifySnapshotGroupRequest(change));
    const { name, description, status } = await group(byInstance);
    return { name, description, status };
  });
  await step('tag', () => tagGroup(byInstance));
  await step('snapshots', async () => {
    const taken = (await group(byDisks)).snapshots.snapshot.map((snapshot) => snapshot.snapshotId);
    const shown = await snapshots({ snapshotIds: JSON.stringify(taken) });
    shown.sort((one, other) => names.get(one.sourceDiskId).localeCompare(names.get(other.sourceDiskId)));
    return {
      disks: shown.map((snapshot) => names.get(snapshot.sourceDiskId)),
      status: shown.map((snapshot) => snapshot.status),
      sizes: shown.map((snapshot) => snapshot.sourceDiskSize),
    };
  });
  await step('single-snapshot', async () => {
    const request = new ecs.CreateSnapshotRequest({ diskId: ids.get('log'), snapshotName: 'single' });
    const snapshotId = (await client.createSnapshot(request)).body.snapshotId;
    const [shown] = await snapshots({ snapshotIds: JSON.stringify([snapshotId]) });
    return { name: shown.snapshotName, disk: names.get(shown.sourceDiskId), progress: shown.progress, status: shown.status };
  });

  const both = [['data', 'data'], ['page', 'page']];
  await refusal('rollback-while-running', () => rollBack(both, byDisks));
  await step('stop', async () => {
    for (const name of ['one', 'two']) {
      await client.stopInstance(new ecs.StopInstanceRequest({ instanceId: ids.get(name) }));
    }
    const all = await until(instances, inState('Stopped', 'one', 'two'));
    return { stopped: all.map((instance) => instance.instanceName).sort() };
  });
  await step('rollback', () => rollBack(both, byDisks));
  await step('copy', async () => {
    const taken = (await group(byDisks)).snapshots.snapshot.find((shown) => names.get(shown.sourceDiskId) === 'data');
    call([await createDisk('copy', { snapshotId: taken.snapshotId }), 'copy']);
    const shown = await until(() => disk('copy'), ({ status }) => status === 'Available');
    return { size: shown.size, fromSnapshot: shown.sourceSnapshotId === taken.snapshotId, status: shown.status };
  });
  await step('detach', async () => {
    await client.detachDisk(new ecs.DetachDiskRequest({ ...one, diskId: ids.get('log') }));
    const shown = await until(() => disk('log'), ({ status }) => status === 'Available');
    return { status: shown.status, instance: shown.instanceId };
  });
  await step('start', async () => {
    await client.startInstance(new ecs.StartInstanceRequest(one));
    const all = await until(instances, inState('Running', 'one'));
    return { status: all.find((instance) => instance.instanceName === 'one').status };
  });

  await mistakes(byDisks);

  await step('delete', async () => {
    const items = (await deleteGroup(byInstance)).operationProgressSet.operationProgress;
    const left = (await groups({ snapshotGroupId: [byInstance] })).snapshotGroups.snapshotGroup.length;
    return { outcomes: items.map((item) => item.operationStatus), left };
  });
  await step('clean-up', cleanUp);
}

async function mistakes(byDisks) {
  const one = ids.get('one');
  const a = { diskId: [ids.get('data')] };
  const regions = (other) => other.describeRegions(new ecs.DescribeRegionsRequest({}));
  await refusal('wrong-secret', () => regions(clientWith(KEY, 'not-the-secret')));
  await refusal('unknown-key', () => regions(clientWith('LTAIdoesnotexist', SECRET)));
  await refusal('unknown-instance', () => createGroup({ instanceId: 'i-bp1doesnotexist00000' }));
  await refusal('unknown-disk', () => createGroup({ diskId: ['d-bp1doesnotexist00000'] }));
  await refusal('unknown-zone', () => createDisk('lost', { zoneId: 'cn-hangzhou-z', size: 20 }));
  await refusal('small-disk', () => createDisk('small', { size: 5 }));
  const sixteen = Array.from({ length: 16 }, () => ({ size: 20 }));
  const wide = await runInstance('wide', { dataDisk: sixteen });
  await until(instances, inState('Running', 'wide'));
  await refusal('seventeen-disks', () => createGroup({ instanceId: wide }));
  const twice = [{ key: 'owner', value: 'one' }, { key: 'owner', value: 'two' }];
  await refusal('duplicate-tag-key', () => createGroup({ ...a, tag: twice }));
  await refusal('disks-and-excluded', () => createGroup({ instanceId: one, ...a, excludeDiskId: [ids.get('system')] }));
  await refusal('nothing-selected', () => createGroup({}));
  await refusal('bad-name', () => createGroup({ ...a, name: 'http://x' }));
  await refusal('never-attached', () => createGroup({ diskId: [ids.get('copy')] }));
  await refusal('token-reused', () => createGroup({ ...a, clientToken: 'token-of-again' }));
  const elsewhere = { instanceId: ids.get('two'), diskId: ids.get('data') };
  await refusal('attached-already', () => client.attachDisk(new ecs.AttachDiskRequest(elsewhere)));
  await refusal('delete-attached', () => client.deleteDisk(new ecs.DeleteDiskRequest({ diskId: ids.get('data') })));
  await refusal('snapshot-of-another', () => rollBack([['page', 'data']], byDisks));
  const missing = 'ssg-bp1doesnotexist0000';
  await refusal('missing-group', () => deleteGroup(missing));
  const rename = { ...REGION, snapshotGroupId: missing, name: 'renamed' };
  await refusal('rename-missing', () => client.modifySnapshotGroup(new ecs.ModifySnapshotGroupRequest(rename)));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
