// The scenario with @alicloud/pop-core, which signs by version 1 and knows no action beforehand.
'use strict';

const Core = require('@alicloud/pop-core');
const { ZONE, step, refusal: refusalAs, until } = require('./scenario.js');

const KEY = process.env.ALIBABA_CLOUD_ACCESS_KEY_ID;
const SECRET = process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET;

function clientWith(accessKeyId, accessKeySecret) {
  const endpoint = process.env.STILLPOINT_ENDPOINT;
  // docs: client
  return new Core({
    endpoint: `http://${endpoint}`, // "http://127.0.0.1:7080", with a scheme
    apiVersion: '2014-05-26',
    accessKeyId,
    accessKeySecret,
  });
  // docs: end
}

const client = clientWith(KEY, SECRET);
const names = new Map([['', '']]); // of instances and disks, by ID
const ids = new Map();

const ask = (action, parameters, caller = client) =>
  caller.request(action, { RegionId: ZONE.regionId, ...parameters }, { method: 'POST' });

const refusal = (name, work) =>
  refusalAs(name, (error) => ({ refused: error.code, requestId: error.data.RequestId }), work);

function call(name, id) {
  names.set(id, name);
  ids.set(name, id);
  return id;
}

/** ["x", "y"] as DiskId.1 and DiskId.2; [{Key: "k"}] as Tag.1.Key. */
function list(prefix, items) {
  const flat = {};
  items.forEach((item, i) => {
    const name = `${prefix}.${i + 1}`;
    if (typeof item === 'string') {
      flat[name] = item;
    } else {
      Object.entries(item).forEach(([member, value]) => (flat[`${name}.${member}`] = value));
    }
  });
  return flat;
}

const tag = (Key, Value) => ({ Key, Value });

async function runInstance(name, more) {
  const parameters = { ZoneId: ZONE.zoneId, ImageId: 'any', InstanceType: 'ecs.any', InstanceName: name, ...more };
  return call(name, (await ask('RunInstances', parameters)).InstanceIdSets.InstanceIdSet[0]);
}

const createDisk = async (name, more) =>
  (await ask('CreateDisk', { ZoneId: ZONE.zoneId, DiskName: name, DiskCategory: 'cloud_essd', ...more })).DiskId;

const disks = async (filter) => (await ask('DescribeDisks', filter)).Disks.Disk;

const disk = async (name) => (await disks({ DiskIds: JSON.stringify([ids.get(name)]) }))[0];

const instances = async () => (await ask('DescribeInstances')).Instances.Instance;

const inState = (status, ...wanted) => (all) =>
  wanted.every((name) => all.some((instance) => instance.InstanceName === name && instance.Status === status));

const sortedNames = (all) => all.map((instance) => instance.InstanceName).sort();

const createGroup = async (selection) => (await ask('CreateSnapshotGroup', selection)).SnapshotGroupId;

const groups = async (filter) => (await ask('DescribeSnapshotGroups', filter)).SnapshotGroups.SnapshotGroup;

const group = async (id) => (await groups(list('SnapshotGroupId', [id])))[0];

const members = (shown) => shown.Snapshots.Snapshot.map((snapshot) => names.get(snapshot.SourceDiskId)).sort();

const deleteGroup = (id) => ask('DeleteSnapshotGroup', { SnapshotGroupId: id });

const outcomes = (answer) => answer.OperationProgressSet.OperationProgress.map((item) => item.OperationStatus);

const snapshots = async (filter) => (await ask('DescribeSnapshots', filter)).Snapshots.Snapshot;

const attachDisk = (name, holder) => ask('AttachDisk', { DiskId: ids.get(name), InstanceId: ids.get(holder) });

const use = list('Tag', [tag('use', 'scenario')]);

async function makeDisks() {
  const order = { Size: 20, ClientToken: 'token-of-data', ...use };
  const first = call('data', await createDisk('data', order));
  const sameAgain = first === (await createDisk('data', order));
  call('log', await createDisk('log', { Size: 20, ...use }));
  call('page', await createDisk('page', { Size: 40, ...use }));
  const sizes = [];
  for (const name of ['data', 'log', 'page']) {
    sizes.push((await disk(name)).Size);
  }
  return { sizes, sameAgain };
}

async function attach() {
  await attachDisk('data', 'one');
  await attachDisk('log', 'one');
  await attachDisk('page', 'two');
  const saw = {};
  for (const [holder, count] of [['one', 2], ['two', 1]]) {
    const filter = { InstanceId: ids.get(holder), DiskType: 'data', Status: 'In_use' };
    const held = await until(() => disks(filter), (shown) => shown.length === count);
    saw[holder] = held.map((shown) => shown.DiskName).sort();
  }
  call('system', (await disks({ InstanceId: ids.get('one'), DiskType: 'system' }))[0].DiskId);
  return saw;
}

async function pageDisks() {
  const pages = [];
  let total = 1;
  for (let seen = 0; seen < total; seen += pages.at(-1)) {
    const page = await ask('DescribeDisks', { PageNumber: pages.length + 1, PageSize: 2 });
    total = page.TotalCount;
    pages.push(page.Disks.Disk.length);
  }
  return { total, pages };
}

async function pageGroups() {
  const pages = [];
  const seen = [];
  let token = {};
  do {
    const page = await ask('DescribeSnapshotGroups', { MaxResults: 3, ...token });
    pages.push(page.SnapshotGroups.SnapshotGroup.length);
    seen.push(...page.SnapshotGroups.SnapshotGroup.map((shown) => shown.Name));
    token = { NextToken: page.NextToken };
  } while (token.NextToken);
  return { pages, names: seen.sort() };
}

async function rollBack(groupId, snapshotOfDisk) {
  const taken = new Map((await group(groupId)).Snapshots.Snapshot.map((shown) => [names.get(shown.SourceDiskId), shown.SnapshotId]));
  const pairs = Object.entries(snapshotOfDisk).map(([name, of]) => ({ DiskId: ids.get(name), SnapshotId: taken.get(of) }));
  const answer = await ask('ResetDisks', list('Disk', pairs));
  const related = answer.OperationProgressSet.OperationProgress.flatMap((item) => item.RelatedItemSet.RelatedItem);
  const rolledBack = related.filter((item) => item.Name === 'DiskId').map((item) => names.get(item.Value));
  return { outcomes: outcomes(answer), disks: rolledBack.sort() };
}

async function tagGroup(groupId) {
  const tagged = { ResourceType: 'snapshotgroup', ...list('ResourceId', [groupId]) };
  const tags = async () => Object.fromEntries((await group(groupId)).Tags.Tag.map(({ Key, Value }) => [Key, Value]));
  await ask('TagResources', { ...tagged, ...list('Tag', [tag('stage', 'test')]) });
  const shown = await tags();
  const listed = (await ask('ListTagResources', tagged)).TagResources.TagResource;
  await ask('UntagResources', { ...tagged, ...list('TagKey', ['stage']) });
  return { tags: shown, listed: listed.map((row) => row.TagKey), left: await tags() };
}

async function cleanUp() {
  for (const shown of await groups({ MaxResults: 100 })) {
    await deleteGroup(shown.SnapshotGroupId);
  }
  for (const shown of await snapshots()) {
    await ask('DeleteSnapshot', { SnapshotId: shown.SnapshotId, Force: true });
  }
  for (const shown of await instances()) {
    await ask('DeleteInstance', { InstanceId: shown.InstanceId, Force: true });
  }
  for (const shown of await disks({ Status: 'Available', PageSize: 100 })) {
    await ask('DeleteDisk', { DiskId: shown.DiskId });
  }
  return {
    groups: (await groups()).length,
    snapshots: (await snapshots()).length,
    instances: (await instances()).length,
    disks: (await disks()).length,
  };
}

async function makeAndGroup() {
  await step('instances', async () => {
    await runInstance('one');
    await runInstance('two');
    return { running: sortedNames(await until(instances, inState('Running', 'one', 'two'))) };
  });
  await step('disks', makeDisks);
  await step('attach', attach);
  await step('paging', pageDisks);
  await step('disks-by-tag', async () => ({ disks: (await disks(use)).map((shown) => shown.DiskName).sort() }));

  let byInstance;
  await step('group-by-instance', async () => {
    byInstance = await createGroup({ InstanceId: ids.get('one'), Name: 'by-instance', Description: 'all of one' });
    const shown = await group(byInstance);
    return {
      name: shown.Name,
      description: shown.Description,
      status: shown.Status,
      instance: names.get(shown.InstanceId),
      disks: members(shown),
      progress: shown.Snapshots.Snapshot.map((snapshot) => snapshot.Progress),
    };
  });
  let byDisks;
  const owner = list('Tag', [tag('owner', 'ops')]);
  await step('group-by-disks', async () => {
    byDisks = await createGroup({ ...list('DiskId', [ids.get('data'), ids.get('page')]), Name: 'by-disks', ...owner });
    const shown = await group(byDisks);
    const tags = Object.fromEntries(shown.Tags.Tag.map(({ Key, Value }) => [Key, Value]));
    return { instance: names.get(shown.InstanceId), disks: members(shown), tags };
  });
  await step('group-excluding', async () => {
    const excluded = list('ExcludeDiskId', [ids.get('system')]);
    const shown = await group(await createGroup({ InstanceId: ids.get('one'), ...excluded, Name: 'excluding' }));
    return { instance: names.get(shown.InstanceId), disks: members(shown) };
  });
  await step('group-again', async () => {
    const again = { ...list('DiskId', [ids.get('log')]), Name: 'again', ClientToken: 'token-of-again' };
    const groupId = await createGroup(again);
    return { sameAgain: groupId === (await createGroup(again)), disks: members(await group(groupId)) };
  });
  await step('group-paging', pageGroups);
  await step('groups-by-tag', async () => ({ names: (await groups(owner)).map((shown) => shown.Name) }));
  await step('rename', async () => {
    await ask('ModifySnapshotGroup', { SnapshotGroupId: byInstance, Name: 'renamed', Description: 'of one' });
    const shown = await group(byInstance);
    return { name: shown.Name, description: shown.Description, status: shown.Status };
  });
  await step('tag', () => tagGroup(byInstance));
  return { byInstance, byDisks };
}

async function lookAndRollBack(byDisks) {
  await step('snapshots', async () => {
    const taken = (await group(byDisks)).Snapshots.Snapshot.map((snapshot) => snapshot.SnapshotId);
    const shown = await snapshots({ SnapshotIds: JSON.stringify(taken) });
    shown.sort((one, other) => names.get(one.SourceDiskId).localeCompare(names.get(other.SourceDiskId)));
    return {
      disks: shown.map((snapshot) => names.get(snapshot.SourceDiskId)),
      status: shown.map((snapshot) => snapshot.Status),
      sizes: shown.map((snapshot) => snapshot.SourceDiskSize),
    };
  });
  await step('single-snapshot', async () => {
    const { SnapshotId } = await ask('CreateSnapshot', { DiskId: ids.get('log'), SnapshotName: 'single' });
    const [shown] = await snapshots({ SnapshotIds: JSON.stringify([SnapshotId]) });
    return { name: shown.SnapshotName, disk: names.get(shown.SourceDiskId), progress: shown.Progress, status: shown.Status };
  });

  const both = { data: 'data', page: 'page' };
  await refusal('rollback-while-running', () => rollBack(byDisks, both));
  await step('stop', async () => {
    await ask('StopInstance', { InstanceId: ids.get('one') });
    await ask('StopInstance', { InstanceId: ids.get('two') });
    return { stopped: sortedNames(await until(instances, inState('Stopped', 'one', 'two'))) };
  });
  await step('rollback', () => rollBack(byDisks, both));
  await step('copy', async () => {
    const taken = (await group(byDisks)).Snapshots.Snapshot.find((shown) => names.get(shown.SourceDiskId) === 'data');
    call('copy', await createDisk('copy', { SnapshotId: taken.SnapshotId }));
    const shown = await until(() => disk('copy'), ({ Status }) => Status === 'Available');
    return { size: shown.Size, fromSnapshot: shown.SourceSnapshotId === taken.SnapshotId, status: shown.Status };
  });
  await step('detach', async () => {
    await ask('DetachDisk', { InstanceId: ids.get('one'), DiskId: ids.get('log') });
    const shown = await until(() => disk('log'), ({ Status }) => Status === 'Available');
    return { status: shown.Status, instance: shown.InstanceId };
  });
  await step('start', async () => {
    await ask('StartInstance', { InstanceId: ids.get('one') });
    const all = await until(instances, inState('Running', 'one'));
    return { status: all.find((instance) => instance.InstanceName === 'one').Status };
  });
}

async function makeMistakes(byDisks) {
  const one = { InstanceId: ids.get('one') };
  const data = list('DiskId', [ids.get('data')]);
  await refusal('wrong-secret', () => ask('DescribeRegions', {}, clientWith(KEY, 'not-the-secret')));
  await refusal('unknown-key', () => ask('DescribeRegions', {}, clientWith('LTAIdoesnotexist', SECRET)));
  await refusal('unknown-instance', () => createGroup({ InstanceId: 'i-bp1doesnotexist00000' }));
  await refusal('unknown-disk', () => createGroup(list('DiskId', ['d-bp1doesnotexist00000'])));
  await refusal('unknown-zone', () => createDisk('lost', { ZoneId: 'cn-hangzhou-z', Size: 20 }));
  await refusal('small-disk', () => createDisk('small', { Size: 5 }));
  await runInstance('wide', list('DataDisk', Array.from({ length: 16 }, () => ({ Size: 20 }))));
  await until(instances, inState('Running', 'wide'));
  await refusal('seventeen-disks', () => createGroup({ InstanceId: ids.get('wide') }));
  const twice = list('Tag', [tag('owner', 'one'), tag('owner', 'two')]);
  await refusal('duplicate-tag-key', () => createGroup({ ...data, ...twice }));
  const excluded = list('ExcludeDiskId', [ids.get('system')]);
  await refusal('disks-and-excluded', () => createGroup({ ...one, ...data, ...excluded }));
  await refusal('nothing-selected', () => createGroup({}));
  await refusal('bad-name', () => createGroup({ ...data, Name: 'http://x' }));
  await refusal('never-attached', () => createGroup(list('DiskId', [ids.get('copy')])));
  await refusal('token-reused', () => createGroup({ ...data, ClientToken: 'token-of-again' }));
  await refusal('attached-already', () => attachDisk('data', 'two'));
  await refusal('delete-attached', () => ask('DeleteDisk', { DiskId: ids.get('data') }));
  await refusal('snapshot-of-another', () => rollBack(byDisks, { page: 'data' }));
  const missing = { SnapshotGroupId: 'ssg-bp1doesnotexist0000' };
  await refusal('missing-group', () => ask('DeleteSnapshotGroup', missing));
  await refusal('rename-missing', () => ask('ModifySnapshotGroup', { ...missing, Name: 'renamed' }));
}

async function main() {
  const { byInstance, byDisks } = await makeAndGroup();
  await lookAndRollBack(byDisks);
  await makeMistakes(byDisks);
  await step('delete', async () => {
    const answer = await deleteGroup(byInstance);
    return { outcomes: outcomes(answer), left: (await groups(list('SnapshotGroupId', [byInstance]))).length };
  });
  const nothing = (left) => Object.values(left).every((count) => count === 0);
  await step('clean-up', () => until(cleanUp, nothing));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
