package dev.stillpoint.engine.recovery;

import static java.util.stream.Collectors.toSet;

import dev.stillpoint.engine.checkpoint.Checkpoint;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.map.Attempt;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.map.Nodes;
import dev.stillpoint.engine.space.Segments;
import dev.stillpoint.engine.state.Anchors;
import dev.stillpoint.engine.state.FrozenGroup;
import dev.stillpoint.engine.state.FrozenImage;
import dev.stillpoint.engine.state.LiveVolume;
import dev.stillpoint.engine.state.PoolState;
import dev.stillpoint.engine.state.Version;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state of a checkpoint, and of the records behind it as they are applied. Nobody waits for a
 * lock yet, so nodes are read where they are needed.
 */
final class ReplayedState {
  /** So much may wait to be freed before the replay frees it. */
  private static final int BACKLOG_MAX = 10_000;

  private static final int RELEASED = 256;

  private final PoolState state;

  /** Volumes that the last record began, or began anew, as an image. */
  private Set<Long> unbridged = Set.of();

  ReplayedState(Checkpoint checkpoint, Segments segments, Nodes nodes) {
    state = new PoolState(segments, nodes, checkpoint.work().moved());
    for (Checkpoint.Slot slot : checkpoint.slots()) {
      segments.bits().restore(slot.slot(), slot.bits());
    }
    Checkpoint.Versions versions = checkpoint.versions();
    Map<Long, Version> bySerial =
        state.restore(
            versions.entries(), versions.leaving(), versions.cursor(), versions.nextSerial());
    restore(checkpoint.names(), bySerial);
    Checkpoint.Work work = checkpoint.work();
    state.restoreWork(work.discards(), work.discardsOfMoved(), work.deaths());
  }

  private void restore(Checkpoint.Names names, Map<Long, Version> bySerial) {
    state.restoreFamilies(names.families());
    for (Checkpoint.VolumeEntry v : names.volumes()) {
      state.restore(
          new LiveVolume(v.id(), v.family(), v.key(), v.sizeBlocks(), bySerial.get(v.version())));
    }
    Map<Long, FrozenGroup.Cut> cuts = new HashMap<>();
    for (FrozenGroup group : names.groups()) {
      state.restore(group);
      cuts.put(group.id(), group.cut());
    }
    for (Checkpoint.ImageEntry i : names.images()) {
      state.restore(
          new FrozenImage(
              i.id(),
              cuts.get(i.group()),
              i.group(),
              i.source(),
              i.family(),
              i.key(),
              i.sizeBlocks(),
              bySerial.get(i.version())));
    }
  }

  PoolState state() {
    return state;
  }

  private interface Step {
    void run() throws NodeMissing;
  }

  private void complete(Step step) throws IOException {
    Attempt attempt = new Attempt(state.nodes());
    while (true) {
      attempt.begin();
      try {
        step.run();
        return;
      } catch (NodeMissing missing) {
        attempt.load(missing);
      } finally {
        attempt.end();
      }
    }
  }

  void apply(LogRecord record, long lsn, long location) throws IOException {
    if (!unbridged.isEmpty() && !bridges(record)) {
      dropAnchors();
    }
    unbridged = begun(record);
    complete(() -> state.apply(record, lsn, location));
    while (state.backlog() > BACKLOG_MAX) {
      complete(() -> state.release(RELEASED));
    }
  }

  /** The log has ended. */
  void end() {
    if (!unbridged.isEmpty()) {
      dropAnchors();
    }
  }

  /**
   * What leads to volumes that begin as an image is an anchor right behind the record: without it
   * there was none any more, or a crash came between the two.
   */
  private void dropAnchors() {
    List.copyOf(state.anchors()).forEach(state::drop);
  }

  private boolean bridges(LogRecord record) {
    return record instanceof LogRecord.Freeze freeze
        && Anchors.hidden(freeze.group())
        && freeze.members().stream()
            .map(LogRecord.FreezeMember::volume)
            .toList()
            .containsAll(unbridged);
  }

  private static Set<Long> begun(LogRecord record) {
    return switch (record) {
      case LogRecord.CreateVolume c -> Set.of(c.volume());
      case LogRecord.CloneVolume c when !Anchors.hidden(c.volume()) -> Set.of(c.volume());
      case LogRecord.RollBack r ->
          r.members().stream().map(LogRecord.RollBackMember::volume).collect(toSet());
      default -> Set.of();
    };
  }
}
