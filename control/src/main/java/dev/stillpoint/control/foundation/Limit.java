package dev.stillpoint.control.foundation;

import dev.stillpoint.block.BlockEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** A bound by its name: what the configuration and the operator call it, and how far it goes. */
@SuppressWarnings("ImmutableEnumChecker") // A reference to a record's accessor holds nothing.
public enum Limit {
  GROUP_DISKS(
      "group.disks.max",
      BlockEngine.GROUP_MEMBERS_MAX,
      Limits::groupDisksMax,
      "disks of one snapshot group"),
  GROUP_GIB("group.size.gib.max", 1 << 20, Limits::groupGibMax, "GiB of one snapshot group"),
  MANUAL_SNAPSHOTS(
      "disk.snapshots.max", 1 << 20, Limits::manualSnapshotsMax, "manual snapshots of one disk"),
  UNFINISHED_SNAPSHOTS(
      "disk.snapshots.creating.max",
      64,
      Limits::unfinishedSnapshotsMax,
      "snapshots of one disk in creation"),
  UNFINISHED_CAP(
      "disk.snapshots.creating.cap",
      1 << 16,
      Limits::unfinishedSnapshotsCap,
      "the hard bound on the same"),
  TAGS("tags.max", 100, Limits::tagsMax, "tags of one resource"),
  INSTANCES_PER_CALL(
      "call.instances.max", 1000, Limits::instancesPerCallMax, "instances of one RunInstances"),
  DATA_DISKS_PER_CALL(
      "call.disks.max", 64, Limits::dataDisksPerCallMax, "data disks of one RunInstances"),
  DISKS_PER_INSTANCE("instance.disks.max", 65, Limits::disksPerInstanceMax, "disks of an instance"),
  UNDO_DAYS("undo.keep.days", 3650, Limits::undoKeepDays, "days that a rollback can be undone"),
  TOKEN_HOURS(
      "token.keep.hours", 720, Limits::tokenKeepHours, "hours that a client token is remembered"),
  CALLS_PER_MINUTE(
      "throttle.calls.per.minute",
      1_000_000,
      Limits::callsPerMinuteMax,
      "calls of one action by one user in a minute, 1000000 for no bound");

  private final String wire;
  private final int most;
  private final ToIntFunction<Limits> reader;
  private final String meaning;

  Limit(String wire, int most, ToIntFunction<Limits> reader, String meaning) {
    this.wire = wire;
    this.most = most;
    this.reader = reader;
    this.meaning = meaning;
  }

  /** As configuration and operator write it. */
  public String wire() {
    return wire;
  }

  /** The largest value that it takes; the smallest is 1. */
  public int most() {
    return most;
  }

  /** What it bounds, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** Its value. */
  public int in(Limits limits) {
    return reader.applyAsInt(limits);
  }

  /** True when it takes that value. */
  public boolean takes(long value) {
    return value >= 1 && value <= most;
  }

  /** The bound that is written so. */
  public static Optional<Limit> named(String wire) {
    return Arrays.stream(values()).filter(limit -> limit.wire.equals(wire)).findFirst();
  }

  /** Every name. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Limit::wire).toList();
  }
}
