package dev.stillpoint.server;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.control.account.Accounts;
import dev.stillpoint.control.account.CatalogAccounts;
import dev.stillpoint.control.disk.CatalogDisks;
import dev.stillpoint.control.disk.Disks;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Geography;
import dev.stillpoint.control.foundation.Identifiers;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.foundation.ObjectLocks;
import dev.stillpoint.control.group.CatalogGroups;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.instance.CatalogInstances;
import dev.stillpoint.control.instance.Instances;
import dev.stillpoint.control.port.ExportGate;
import dev.stillpoint.control.port.InstanceBody;
import dev.stillpoint.control.port.SnapshotUpload;
import dev.stillpoint.control.region.FixedRegions;
import dev.stillpoint.control.region.Regions;
import dev.stillpoint.control.snapshot.CatalogSnapshots;
import dev.stillpoint.control.snapshot.Snapshots;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.server.config.Config;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The doors of control, opened over one catalog and one engine. */
record ControlRoom(
    Accounts accounts,
    Accounts.AccessKey firstKey,
    Regions regions,
    Instances instances,
    Disks disks,
    Snapshots snapshots,
    Groups groups) {
}
