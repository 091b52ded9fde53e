package dev.stillpoint.acceptance;

import dev.stillpoint.acceptance.EcsClient.Disk;
import dev.stillpoint.acceptance.EcsClient.DiskFilter;
import dev.stillpoint.acceptance.EcsClient.DiskOrder;
import dev.stillpoint.acceptance.EcsClient.Group;
import dev.stillpoint.acceptance.EcsClient.GroupFilter;
import dev.stillpoint.acceptance.EcsClient.GroupOrder;
import dev.stillpoint.acceptance.EcsClient.Groups;
import dev.stillpoint.acceptance.EcsClient.Instance;
import dev.stillpoint.acceptance.EcsClient.Pair;
import dev.stillpoint.acceptance.EcsClient.Refusal;
import dev.stillpoint.acceptance.EcsClient.RolledBack;
import dev.stillpoint.acceptance.EcsClient.Snapshot;
import dev.stillpoint.acceptance.EcsClient.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows {@code scenario.md} with a client for Java. */
final class ClientScenario {
  static final String ZONE = "cn-hangzhou-h";
  private static final int POLLS_MAX = 600;
  private static final Tag USE = new Tag("use", "scenario");
  private static final Tag OWNER = new Tag("owner", "ops");
  private static final String MISSING_GROUP = "ssg-bp1doesnotexist0000";

  /** A client with a key. */
  interface Clients {
    EcsClient with(String accessKeyId, String accessKeySecret) throws Exception;
  }

  /** One call that must be refused. */
  interface Mistake {
    void make() throws Exception;
  }

  private final Clients clients;
  private final String keyId;
  private final String secret;
  private final EcsClient ecs;
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> names = new HashMap<>(Map.of("", ""));
  private final List<JsonNode> lines = new ArrayList<>();

  ClientScenario(Clients clients, String keyId, String secret) throws Exception {
    this.clients = clients;
    this.keyId = keyId;
    this.secret = secret;
    this.ecs = clients.with(keyId, secret);
  }

  /** Does everything; answers a line a step. */
  List<JsonNode> run() throws Exception {
    make();
    String renamed = groupByInstance();
    String byDisks = groupOtherwise(renamed);
    tagGroup(renamed);
    lookAtSnapshots(byDisks);
    rollBack(byDisks);
    copyAndDetach(byDisks);
    makeMistakes();
    makeMistakesInGroups(byDisks);
    List<String> outcomes = ecs.deleteGroup(renamed);
    int left = ecs.groups(GroupFilter.id(renamed)).groups().size();
    tell("delete", saw("outcomes", outcomes, "left", left));
    Predicate<Map<String, Object>> nothing =
        counts -> counts.values().stream().allMatch(Integer.valueOf(0)::equals);
    tell("clean-up", until(this::cleanUp, nothing));
    return lines;
  }

  private void make() throws Exception {
    call("one", ecs.runInstance("one", 0));
    call("two", ecs.runInstance("two", 0));
    tell("instances", saw("running", awaitInstances("Running", "one", "two")));

    DiskOrder order = DiskOrder.of("data", 20, USE).withToken("token-of-data");
    String first = call("data", ecs.createDisk(order));
    String again = ecs.createDisk(order);
    call("log", ecs.createDisk(DiskOrder.of("log", 20, USE)));
    call("page", ecs.createDisk(DiskOrder.of("page", 40, USE)));
    List<Integer> sizes = List.of(disk("data").size(), disk("log").size(), disk("page").size());
    tell("disks", saw("sizes", sizes, "sameAgain", first.equals(again)));

    ecs.attachDisk(ids.get("data"), ids.get("one"));
    ecs.attachDisk(ids.get("log"), ids.get("one"));
    ecs.attachDisk(ids.get("page"), ids.get("two"));
    tell("attach", saw("one", awaitHeld("one", 2), "two", awaitHeld("two", 1)));
    call("system", ecs.disks(held("one", "system")).disks().getFirst().id());

    List<Integer> pages = new ArrayList<>();
    int total = 1;
    for (int seen = 0; seen < total; seen += pages.getLast()) {
      EcsClient.Disks page = ecs.disks(DiskFilter.page(pages.size() + 1, 2));
      total = page.total();
      pages.add(page.disks().size());
    }
    tell("paging", saw("total", total, "pages", pages));
    DiskFilter tagged = new DiskFilter(null, null, null, null, null, null, List.of(USE));
    tell("disks-by-tag", saw("disks", diskNames(ecs.disks(tagged).disks())));
  }

  private String groupByInstance() throws Exception {
    GroupOrder order = GroupOrder.of(ids.get("one"), null, "by-instance").described("all of one");
    String groupId = ecs.createGroup(order);
    Group shown = group(groupId);
    Map<String, Object> saw = named(shown);
    saw.putAll(holderAndDisks(shown));
    saw.put("progress", shown.snapshots().stream().map(Snapshot::progress).toList());
    tell("group-by-instance", saw);
    return groupId;
  }

  private String groupOtherwise(String byInstance) throws Exception {
    List<String> overTwo = List.of(ids.get("data"), ids.get("page"));
    String byDisks = ecs.createGroup(GroupOrder.of(null, overTwo, "by-disks").tagged(OWNER));
    Map<String, Object> saw = holderAndDisks(group(byDisks));
    saw.put("tags", tags(group(byDisks)));
    tell("group-by-disks", saw);

    GroupOrder excluding = GroupOrder.of(ids.get("one"), null, "excluding");
    String withoutSystem = ecs.createGroup(excluding.excluding(ids.get("system")));
    tell("group-excluding", holderAndDisks(group(withoutSystem)));

    GroupOrder again =
        GroupOrder.of(null, List.of(ids.get("log")), "again").withToken("token-of-again");
    String first = ecs.createGroup(again);
    boolean same = first.equals(ecs.createGroup(again));
    tell(
        "group-again",
        saw("sameAgain", same, "disks", List.copyOf(members(group(first)).keySet())));

    List<Integer> pages = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      Groups page = ecs.groups(GroupFilter.page(3, token));
      pages.add(page.groups().size());
      page.groups().forEach(shown -> seen.add(shown.name()));
      token = page.nextToken();
    } while (token != null && !token.isEmpty());
    Collections.sort(seen);
    tell("group-paging", saw("pages", pages, "names", seen));
    GroupFilter owned = new GroupFilter(null, List.of(OWNER), null, null);
    tell(
        "groups-by-tag",
        saw("names", ecs.groups(owned).groups().stream().map(Group::name).toList()));

    ecs.renameGroup(byInstance, "renamed", "of one");
    tell("rename", named(group(byInstance)));
    return byDisks;
  }

  private void tagGroup(String groupId) throws Exception {
    ecs.tagGroup(groupId, new Tag("stage", "test"));
    Map<String, String> shown = tags(group(groupId));
    List<String> listed = ecs.tagKeysOfGroup(groupId);
    ecs.untagGroup(groupId, "stage");
    tell("tag", saw("tags", shown, "listed", listed, "left", tags(group(groupId))));
  }

  private static Map<String, String> tags(Group group) {
    Map<String, String> tags = new LinkedHashMap<>();
    group.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private void lookAtSnapshots(String byDisks) throws Exception {
    List<String> taken = group(byDisks).snapshots().stream().map(Snapshot::id).toList();
    List<Snapshot> shown = new ArrayList<>(ecs.snapshots(taken));
    shown.sort(Comparator.comparing(snapshot -> names.get(snapshot.diskId())));
    tell(
        "snapshots",
        saw(
            "disks", shown.stream().map(snapshot -> names.get(snapshot.diskId())).toList(),
            "status", shown.stream().map(Snapshot::status).toList(),
            "sizes", shown.stream().map(Snapshot::diskSize).toList()));
    String singleId = ecs.createSnapshot(ids.get("log"), "single");
    Snapshot single = ecs.snapshots(List.of(singleId)).getFirst();
    tell(
        "single-snapshot",
        saw(
            "name", single.name(),
            "disk", names.get(single.diskId()),
            "progress", single.progress(),
            "status", single.status()));
  }

  private void rollBack(String byDisks) throws Exception {
    Map<String, String> both = Map.of("data", "data", "page", "page");
    refused("rollback-while-running", () -> reset(byDisks, both));
    ecs.stopInstance(ids.get("one"));
    ecs.stopInstance(ids.get("two"));
    tell("stop", saw("stopped", awaitInstances("Stopped", "one", "two")));
    RolledBack done = reset(byDisks, both);
    List<String> disks = done.diskIds().stream().map(names::get).sorted().toList();
    tell("rollback", saw("outcomes", done.outcomes(), "disks", disks));
  }

  private void copyAndDetach(String byDisks) throws Exception {
    String taken = members(group(byDisks)).get("data").id();
    call("copy", ecs.createDisk(new DiskOrder("copy", ZONE, null, taken, null, List.of())));
    Disk copy = awaitAvailable("copy");
    boolean fromSnapshot = taken.equals(copy.sourceSnapshotId());
    tell("copy", saw("size", copy.size(), "fromSnapshot", fromSnapshot, "status", copy.status()));

    ecs.detachDisk(ids.get("log"), ids.get("one"));
    Disk log = awaitAvailable("log");
    tell("detach", saw("status", log.status(), "instance", log.instanceId()));

    ecs.startInstance(ids.get("one"));
    awaitInstances("Running", "one");
    Predicate<Instance> isOne = instance -> instance.name().equals("one");
    tell(
        "start",
        saw("status", ecs.instances().stream().filter(isOne).findFirst().orElseThrow().status()));
  }

  private void makeMistakes() throws Exception {
    refused("wrong-secret", () -> clients.with(keyId, "not-the-secret").describeRegions());
    refused("unknown-key", () -> clients.with("LTAIdoesnotexist", secret).describeRegions());
    refused(
        "unknown-instance",
        () -> ecs.createGroup(GroupOrder.of("i-bp1doesnotexist00000", null, null)));
    refused(
        "unknown-disk",
        () -> ecs.createGroup(GroupOrder.of(null, List.of("d-bp1doesnotexist00000"), null)));
    DiskOrder lost = new DiskOrder("lost", "cn-hangzhou-z", 20, null, null, List.of());
    refused("unknown-zone", () -> ecs.createDisk(lost));
    refused("small-disk", () -> ecs.createDisk(DiskOrder.of("small", 5)));
    call("wide", ecs.runInstance("wide", 16));
    awaitInstances("Running", "wide");
    refused("seventeen-disks", () -> ecs.createGroup(GroupOrder.of(ids.get("wide"), null, null)));
  }

  private void makeMistakesInGroups(String byDisks) throws Exception {
    List<String> data = List.of(ids.get("data"));
    GroupOrder ofData = GroupOrder.of(null, data, null);
    GroupOrder twice = ofData.tagged(new Tag("owner", "one"), new Tag("owner", "two"));
    refused("duplicate-tag-key", () -> ecs.createGroup(twice));
    GroupOrder both = GroupOrder.of(ids.get("one"), data, null).excluding(ids.get("system"));
    refused("disks-and-excluded", () -> ecs.createGroup(both));
    refused("nothing-selected", () -> ecs.createGroup(GroupOrder.of(null, null, null)));
    refused("bad-name", () -> ecs.createGroup(GroupOrder.of(null, data, "http://x")));
    List<String> copy = List.of(ids.get("copy"));
    refused("never-attached", () -> ecs.createGroup(GroupOrder.of(null, copy, null)));
    refused("token-reused", () -> ecs.createGroup(ofData.withToken("token-of-again")));
    refused("attached-already", () -> ecs.attachDisk(ids.get("data"), ids.get("two")));
    refused("delete-attached", () -> ecs.deleteDisk(ids.get("data")));
    refused("snapshot-of-another", () -> reset(byDisks, Map.of("page", "data")));
    refused("missing-group", () -> ecs.deleteGroup(MISSING_GROUP));
    refused("rename-missing", () -> ecs.renameGroup(MISSING_GROUP, "renamed", null));
  }

  private Map<String, Object> cleanUp() throws Exception {
    for (Group group : ecs.groups(GroupFilter.page(100, null)).groups()) {
      ecs.deleteGroup(group.id());
    }
    for (Snapshot snapshot : ecs.snapshots(List.of())) {
      ecs.deleteSnapshot(snapshot.id());
    }
    for (Instance instance : ecs.instances()) {
      ecs.deleteInstance(instance.id());
    }
    DiskFilter free = new DiskFilter(null, null, null, "Available", null, 100, null);
    for (Disk disk : ecs.disks(free).disks()) {
      ecs.deleteDisk(disk.id());
    }
    return saw(
        "groups", ecs.groups(GroupFilter.page(100, null)).groups().size(),
        "snapshots", ecs.snapshots(List.of()).size(),
        "instances", ecs.instances().size(),
        "disks", ecs.disks(DiskFilter.all()).total());
  }

  private RolledBack reset(String groupId, Map<String, String> snapshotOfDisk) throws Exception {
    Map<String, Snapshot> taken = members(group(groupId));
    List<Pair> pairs = new ArrayList<>();
    snapshotOfDisk.forEach((disk, of) -> pairs.add(new Pair(ids.get(disk), taken.get(of).id())));
    return ecs.resetDisks(pairs);
  }

  private Group group(String id) throws Exception {
    return ecs.groups(GroupFilter.id(id)).groups().getFirst();
  }

  /** A group's snapshots, by the names of their disks, sorted by them. */
  private Map<String, Snapshot> members(Group group) {
    Map<String, Snapshot> members = new TreeMap<>();
    group.snapshots().forEach(snapshot -> members.put(names.get(snapshot.diskId()), snapshot));
    return members;
  }

  private static Map<String, Object> named(Group group) {
    return saw("name", group.name(), "description", group.description(), "status", group.status());
  }

  private Map<String, Object> holderAndDisks(Group group) {
    String holder = names.get(group.instanceId());
    return saw("instance", holder, "disks", List.copyOf(members(group).keySet()));
  }

  private Disk disk(String name) throws Exception {
    return ecs.disks(DiskFilter.id(ids.get(name))).disks().getFirst();
  }

  private Disk awaitAvailable(String name) throws Exception {
    return until(() -> disk(name), shown -> shown.status().equals("Available"));
  }

  private DiskFilter held(String holder, String type) {
    return new DiskFilter(null, ids.get(holder), type, "In_use", null, null, null);
  }

  private List<String> awaitHeld(String holder, int count) throws Exception {
    return diskNames(
        until(() -> ecs.disks(held(holder, "data")).disks(), disks -> disks.size() == count));
  }

  private static List<String> diskNames(List<Disk> disks) {
    return disks.stream().map(Disk::name).sorted().toList();
  }

  /** Answers the names of all instances in that state, when the wanted ones are among them. */
  private List<String> awaitInstances(String status, String... wanted) throws Exception {
    Callable<List<String>> inState =
        () ->
            ecs.instances().stream()
                .filter(instance -> instance.status().equals(status))
                .map(Instance::name)
                .sorted()
                .toList();
    return until(inState, found -> found.containsAll(List.of(wanted)));
  }

  private static <T> T until(Callable<T> ask, Predicate<T> holds) throws Exception {
    for (int i = 0; i < POLLS_MAX; i++) {
      T answer = ask.call();
      if (holds.test(answer)) {
        return answer;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("still not so after " + POLLS_MAX + " looks: " + ask.call());
  }

  private String call(String name, String id) {
    ids.put(name, id);
    names.put(id, name);
    return id;
  }

  private static Map<String, Object> saw(Object... namesAndValues) {
    Map<String, Object> saw = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      saw.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return saw;
  }

  private void tell(String step, Map<String, Object> saw) {
    add(saw("step", step, "saw", saw));
  }

  private void refused(String step, Mistake mistake) throws Exception {
    Refusal refusal = null;
    try {
      mistake.make();
    } catch (Exception e) {
      refusal = ecs.refusal(e);
    }
    add(
        refusal == null
            ? saw("step", step, "saw", "no refusal")
            : saw("step", step, "refused", refusal.code(), "requestId", refusal.requestId()));
  }

  private void add(Map<String, Object> line) {
    lines.add(JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(line)));
  }
}
