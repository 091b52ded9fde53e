package dev.stillpoint.catalog;

import org.jdbi.v3.core.Handle;

/** The tables, as one transaction sees them. Not to be kept beyond it. */
public final class Tables {
  private final Handle handle;

  Tables(Handle handle) {
    this.handle = handle;
  }

  public AccountTable accounts() {
    return new AccountTable(handle);
  }

  public InstanceTable instances() {
    return new InstanceTable(handle);
  }

  public DiskTable disks() {
    return new DiskTable(handle);
  }

  public DiskSwitchTable diskSwitches() {
    return new DiskSwitchTable(handle);
  }

  public DiskEmptyingTable diskEmptyings() {
    return new DiskEmptyingTable(handle);
  }

  public DiskMoveTable diskMoves() {
    return new DiskMoveTable(handle);
  }

  public DiskHolderTable diskHolders() {
    return new DiskHolderTable(handle);
  }

  public DiskResizeTable diskResizes() {
    return new DiskResizeTable(handle);
  }

  public DiskShareTable diskShares() {
    return new DiskShareTable(handle);
  }

  public SnapshotTable snapshots() {
    return new SnapshotTable(handle);
  }

  public SnapshotLockTable snapshotLocks() {
    return new SnapshotLockTable(handle);
  }

  public SnapshotLinkTable snapshotLinks() {
    return new SnapshotLinkTable(handle);
  }

  public SnapshotPolicyTable snapshotPolicies() {
    return new SnapshotPolicyTable(handle);
  }

  public DiskPolicyTable diskPolicies() {
    return new DiskPolicyTable(handle);
  }

  public GroupTable groups() {
    return new GroupTable(handle);
  }

  public InstanceOptionsTable instanceOptions() {
    return new InstanceOptionsTable(handle);
  }

  public ImageTable images() {
    return new ImageTable(handle);
  }

  public ResourceTable resources() {
    return new ResourceTable(handle);
  }

  public ResourceGroupTable resourceGroups() {
    return new ResourceGroupTable(handle);
  }

  public TagTable tags() {
    return new TagTable(handle);
  }

  public TokenTable tokens() {
    return new TokenTable(handle);
  }

  public MasterKeyTable masterKeys() {
    return new MasterKeyTable(handle);
  }

  public KeyAliasTable keyAliases() {
    return new KeyAliasTable(handle);
  }

  public SealTable seals() {
    return new SealTable(handle);
  }

  public SequenceTable sequences() {
    return new SequenceTable(handle);
  }

  public UserTable users() {
    return new UserTable(handle);
  }

  public UserGroupTable userGroups() {
    return new UserGroupTable(handle);
  }

  public RoleTable roles() {
    return new RoleTable(handle);
  }

  public PolicyTable policies() {
    return new PolicyTable(handle);
  }

  public MarkTable marks() {
    return new MarkTable(handle);
  }

  public SharedVolumeTable sharedVolumes() {
    return new SharedVolumeTable(handle);
  }

  public StorageLocationTable storageLocations() {
    return new StorageLocationTable(handle);
  }

  public SettingTable settings() {
    return new SettingTable(handle);
  }
}
