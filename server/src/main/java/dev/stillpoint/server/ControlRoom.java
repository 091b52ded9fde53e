package dev.stillpoint.server;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.control.Control;
import dev.stillpoint.control.admission.Gatekeeper;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Geography;
import dev.stillpoint.control.foundation.Identifiers;
import dev.stillpoint.control.foundation.LimitsInForce;
import dev.stillpoint.control.foundation.ObjectLocks;
import dev.stillpoint.control.port.DiskMigration;
import dev.stillpoint.control.port.ExportGate;
import dev.stillpoint.control.port.InstanceBody;
import dev.stillpoint.control.port.SnapshotUpload;
import dev.stillpoint.control.recovery.AfterPowerCut;
import dev.stillpoint.control.ring.DataKeys;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.server.config.Config;
import dev.stillpoint.server.fault.CannotStart;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** Opens control over one catalog, one engine and one gate. */
final class ControlRoom {
  private static final System.Logger LOG = System.getLogger(ControlRoom.class.getName());

  private ControlRoom() {}

  /** Wires it; nothing is settled yet. */
  static Control open(
      Config config,
      Catalog catalog,
      BlockEngine engine,
      ExportGate gate,
      DataKeys dataKeys,
      InstantSource clock,
      RandomGenerator random) {
    Geography geography = new Geography(config.region().id(), config.region().zones());
    return Control.over(
        new Foundation(
            catalog,
            engine,
            gate,
            SnapshotUpload.NONE,
            InstanceBody.ABSENT,
            DiskMigration.AT_ONCE,
            new LimitsInForce(config.limits()),
            geography,
            clock,
            new Identifiers(random),
            new ObjectLocks(),
            new Gatekeeper(geography, catalog, clock),
            dataKeys,
            CrashPoint.Hook.NONE));
  }

  /** Settles what a crash left half done and opens the exports. */
  static void settle(Control control, AfterPowerCut choice) throws CannotStart {
    try {
      List<String> done = control.reconciliation().run(choice);
      done.forEach(sentence -> LOG.log(System.Logger.Level.INFO, "settled: {0}", sentence));
    } catch (BlockFault e) {
      throw new CannotStart("What a crash left cannot be settled: " + e.getMessage(), e);
    }
  }
}
