package dev.stillpoint.acceptance;

import java.util.List;

/** What the scenario needs of an official client for Java; each implementation is one of them. */
interface EcsClient {
  /** One tag. */
  record Tag(String key, String value) {}

  /** An instance as the client shows it. */
  record Instance(String id, String name, String status) {}

  /** A disk as the client shows it. */
  record Disk(
      String id,
      String name,
      String status,
      int size,
      String instanceId,
      String sourceSnapshotId) {}

  /** A page of disks and how many there are. */
  record Disks(int total, List<Disk> disks) {}

  /** A snapshot as the client shows it; a group's member has fewer fields. */
  record Snapshot(
      String id, String diskId, String name, String status, String progress, String diskSize) {}

  /** A group as the client shows it. */
  record Group(
      String id,
      String name,
      String description,
      String status,
      String instanceId,
      List<Tag> tags,
      List<Snapshot> snapshots) {}

  /** A page of groups and the token of the next one. */
  record Groups(String nextToken, List<Group> groups) {}

  /** A disk and the snapshot that it is to become. */
  record Pair(String diskId, String snapshotId) {}

  /** What came of a rollback. */
  record RolledBack(List<String> outcomes, List<String> diskIds) {}

  /** What a client tells its user of a refusal. */
  record Refusal(String code, String requestId) {}

  /** What CreateDisk is asked for; what is null is not sent. */
  record DiskOrder(
      String name, String zoneId, Integer size, String snapshotId, String token, List<Tag> tags) {
    static DiskOrder of(String name, int size, Tag... tags) {
      return new DiskOrder(name, ClientScenario.ZONE, size, null, null, List.of(tags));
    }

    DiskOrder withToken(String clientToken) {
      return new DiskOrder(name, zoneId, size, snapshotId, clientToken, tags);
    }
  }

  /** Which disks are wanted; what is null is not sent. */
  record DiskFilter(
      String ids,
      String instanceId,
      String type,
      String status,
      Integer pageNumber,
      Integer pageSize,
      List<Tag> tags) {
    static DiskFilter all() {
      return page(null, null);
    }

    static DiskFilter id(String id) {
      return new DiskFilter("[\"" + id + "\"]", null, null, null, null, null, null);
    }

    static DiskFilter page(Integer number, Integer size) {
      return new DiskFilter(null, null, null, null, number, size, null);
    }
  }

  /** What CreateSnapshotGroup is asked for; what is null is not sent. */
  record GroupOrder(
      String instanceId,
      List<String> diskIds,
      List<String> excludeDiskIds,
      String name,
      String description,
      String token,
      List<Tag> tags) {
    static GroupOrder of(String instanceId, List<String> diskIds, String name) {
      return new GroupOrder(instanceId, diskIds, null, name, null, null, null);
    }

    GroupOrder excluding(String diskId) {
      return new GroupOrder(instanceId, diskIds, List.of(diskId), name, description, token, tags);
    }

    GroupOrder described(String text) {
      return new GroupOrder(instanceId, diskIds, excludeDiskIds, name, text, token, tags);
    }

    GroupOrder tagged(Tag... with) {
      return new GroupOrder(
          instanceId, diskIds, excludeDiskIds, name, description, token, List.of(with));
    }

    GroupOrder withToken(String clientToken) {
      return new GroupOrder(
          instanceId, diskIds, excludeDiskIds, name, description, clientToken, tags);
    }
  }

  /** Which groups are wanted; what is null is not sent. */
  record GroupFilter(List<String> ids, List<Tag> tags, Integer maxResults, String nextToken) {
    static GroupFilter id(String id) {
      return new GroupFilter(List.of(id), null, null, null);
    }

    static GroupFilter page(int maxResults, String nextToken) {
      return new GroupFilter(null, null, maxResults, nextToken);
    }
  }

  void describeRegions() throws Exception;

  String runInstance(String name, int dataDisks) throws Exception;

  List<Instance> instances() throws Exception;

  void startInstance(String instanceId) throws Exception;

  void stopInstance(String instanceId) throws Exception;

  void deleteInstance(String instanceId) throws Exception;

  String createDisk(DiskOrder order) throws Exception;

  Disks disks(DiskFilter filter) throws Exception;

  void attachDisk(String diskId, String instanceId) throws Exception;

  void detachDisk(String diskId, String instanceId) throws Exception;

  void deleteDisk(String diskId) throws Exception;

  String createGroup(GroupOrder order) throws Exception;

  Groups groups(GroupFilter filter) throws Exception;

  void renameGroup(String groupId, String name, String description) throws Exception;

  void tagGroup(String groupId, Tag tag) throws Exception;

  /** Answers the keys of its tags. */
  List<String> tagKeysOfGroup(String groupId) throws Exception;

  void untagGroup(String groupId, String key) throws Exception;

  /** Answers the outcome for each member. */
  List<String> deleteGroup(String groupId) throws Exception;

  /** Those with these IDs, or all without any. */
  List<Snapshot> snapshots(List<String> ids) throws Exception;

  String createSnapshot(String diskId, String name) throws Exception;

  void deleteSnapshot(String snapshotId) throws Exception;

  RolledBack resetDisks(List<Pair> pairs) throws Exception;

  /** Reads the client's own exception; anything else is thrown on. */
  Refusal refusal(Exception thrown) throws Exception;
}
