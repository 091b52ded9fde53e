package dev.stillpoint.control;

import dev.stillpoint.control.access.Access;
import dev.stillpoint.control.account.Accounts;
import dev.stillpoint.control.account.CatalogAccounts;
import dev.stillpoint.control.disk.CatalogDiskChanges;
import dev.stillpoint.control.disk.CatalogDisks;
import dev.stillpoint.control.disk.DiskChanges;
import dev.stillpoint.control.disk.Disks;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.group.CatalogGroups;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.image.CatalogImages;
import dev.stillpoint.control.image.Images;
import dev.stillpoint.control.instance.CatalogInstanceChanges;
import dev.stillpoint.control.instance.CatalogInstanceReads;
import dev.stillpoint.control.instance.CatalogInstances;
import dev.stillpoint.control.instance.InstanceChanges;
import dev.stillpoint.control.instance.InstanceReads;
import dev.stillpoint.control.instance.Instances;
import dev.stillpoint.control.key.KeyActions;
import dev.stillpoint.control.key.KeyGrants;
import dev.stillpoint.control.operator.Operator;
import dev.stillpoint.control.policy.CatalogPolicies;
import dev.stillpoint.control.policy.Policies;
import dev.stillpoint.control.policy.PolicyLimits;
import dev.stillpoint.control.policy.PolicyRuns;
import dev.stillpoint.control.recovery.Expiry;
import dev.stillpoint.control.recovery.Reconciliation;
import dev.stillpoint.control.region.FixedRegions;
import dev.stillpoint.control.region.Regions;
import dev.stillpoint.control.resourcegroup.ResourceGroupActions;
import dev.stillpoint.control.snapshot.CatalogSnapshotChains;
import dev.stillpoint.control.snapshot.CatalogSnapshotLocks;
import dev.stillpoint.control.snapshot.CatalogSnapshots;
import dev.stillpoint.control.snapshot.ImageSizes;
import dev.stillpoint.control.snapshot.SnapshotChains;
import dev.stillpoint.control.snapshot.SnapshotLocks;
import dev.stillpoint.control.snapshot.Snapshots;
import dev.stillpoint.control.tag.TagActions;
import dev.stillpoint.control.token.ClientTokens;
import java.util.List;

/**
 * Every door of control, wired over one foundation. Run {@link #reconciliation} before a client is
 * let in.
 *
 * @param actions what can be asked, as far as it stands in one table
 * @param accounts accounts and access keys
 * @param access users, roles and permission policies
 * @param regions regions and zones
 * @param instances instances
 * @param instanceChanges what else is done to instances
 * @param instanceReads what else is read of instances
 * @param images what instances begin with
 * @param disks disks
 * @param diskChanges what changes disks in place
 * @param snapshots snapshots
 * @param snapshotLocks locks on snapshots
 * @param snapshotChains chains of snapshots and what they occupy
 * @param policies auto snapshot policies
 * @param policyRuns makes their snapshots at their time points
 * @param groups snapshot groups
 * @param keyGrants which keys the operator lets the service use
 * @param reconciliation settles what a crash left half done
 * @param expiry lets go of what was kept for a time
 * @param operator what the cloud's operator does
 */
public record Control(
    ActionTable actions,
    Accounts accounts,
    Access access,
    Regions regions,
    Instances instances,
    InstanceChanges instanceChanges,
    InstanceReads instanceReads,
    Images images,
    Disks disks,
    DiskChanges diskChanges,
    Snapshots snapshots,
    SnapshotLocks snapshotLocks,
    SnapshotChains snapshotChains,
    Policies policies,
    PolicyRuns policyRuns,
    Groups groups,
    KeyGrants keyGrants,
    Reconciliation reconciliation,
    Expiry expiry,
    Operator operator) {

  /** Opens every door. */
  public static Control over(Foundation foundation) {
    ClientTokens tokens = new ClientTokens(foundation);
    ImageSizes sizes = new ImageSizes(foundation.engine());
    Snapshots snapshots = new CatalogSnapshots(foundation, tokens, sizes);
    Access access = Access.over(foundation);
    Groups groups = new CatalogGroups(foundation, tokens);
    Instances instances = new CatalogInstances(foundation, tokens);
    ActionTable actions =
        new ActionTable(
            foundation.admission(),
            foundation.limitsInForce(),
            List.of(
                ResourceGroupActions.over(foundation),
                TagActions.over(foundation),
                KeyActions.over(foundation),
                access.actions()));
    return new Control(
        actions,
        new CatalogAccounts(foundation),
        access,
        new FixedRegions(foundation.geography()),
        instances,
        new CatalogInstanceChanges(foundation, tokens),
        new CatalogInstanceReads(foundation),
        new CatalogImages(foundation, tokens),
        new CatalogDisks(foundation, tokens),
        new CatalogDiskChanges(
            foundation, tokens, (caller, id) -> instances.start(caller, id, null)),
        snapshots,
        new CatalogSnapshotLocks(foundation, tokens),
        new CatalogSnapshotChains(foundation, sizes),
        new CatalogPolicies(foundation, PolicyLimits.DEFAULT),
        new PolicyRuns(foundation, tokens, snapshots, groups, PolicyLimits.DEFAULT),
        groups,
        new KeyGrants(foundation),
        new Reconciliation(foundation),
        new Expiry(foundation, groups, snapshots, tokens, access.sessions()),
        new Operator(foundation));
  }
}
