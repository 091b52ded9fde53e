package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.block.VolumeId;
import java.lang.foreign.MemorySegment;

/**
 * Whoever lets a pool be read over. Where nothing rots nothing may seem lost, whatever goes on
 * beside it; where something does, a pass must meet what readers are refused.
 */
final class ScrubClient {
  private final Machine machine;
  private final Client client;
  private final Tally tally;
  private long lost;

  ScrubClient(Machine machine, Client client, Tally tally) {
    this.machine = machine;
    this.client = client;
    this.tally = tally;
  }

  /** Some steps. */
  void scrub(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
    }
  }

  /** A whole pass, and everything that readers of volumes may ask. */
  void scrubAll() {
    if (!machine.engine().inService()) {
      return;
    }
    // What the cleaner moved last is looked at where it will stand.
    client.does("write out", () -> machine.opened().writeOut());
    while (step() != ScrubStatus.State.FINISHED) {
      // One that began before the last rot.
    }
    while (step() != ScrubStatus.State.FINISHED) {
      // One that meets all of it.
    }
    machine.keys().lend(true);
    long refused = 0;
    for (VolumeId volume : machine.state().volumes.keySet()) {
      refused += refusedReads(volume);
    }
    machine.keys().lend(false);
    long inAll = refused;
    SimulationFailure.unless(
        refused == 0 || lost > 0,
        () -> "scrubbing passed over what cost readers " + inAll + " blocks");
  }

  private long refusedReads(VolumeId volume) {
    long count = 0;
    byte[] bytes = new byte[State.BLOCK_BYTES];
    try (BlockDevice device = machine.engine().openVolume(volume)) {
      for (long at = 0; at < device.sizeBytes(); at += State.BLOCK_BYTES) {
        try {
          device.read(at, MemorySegment.ofArray(bytes));
        } catch (BlockFault.Corrupt refused) {
          count++;
        }
      }
      return count;
    } catch (BlockFault fault) {
      throw new SimulationFailure("a volume of a rotten pool cannot be read", fault);
    }
  }

  private ScrubStatus.State step() {
    ScrubStatus[] status = new ScrubStatus[1];
    client.does("scrub", () -> status[0] = machine.opened().scrub());
    if (status[0] == null) {
      return ScrubStatus.State.FINISHED;
    }
    lost = status[0].damagedCount();
    SimulationFailure.unless(
        lost == 0 || client.rotten() || machine.everRefused(),
        () -> "scrubbing found damage where there is none: " + status[0].damages());
    tally.scrubs += status[0].state() == ScrubStatus.State.FINISHED ? 1 : 0;
    return status[0].state();
  }
}
