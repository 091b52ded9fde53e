package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Images and the disks that instances get from them. */
public final class ImageTable {
  private static final String IN_USE =
      """
      EXISTS (SELECT 1 FROM instances
        WHERE instances.image_id = images.image_id AND status <> 'DELETING'
          AND instances.account_id = images.account_id)
      """;

  private final Handle handle;

  ImageTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds an image with its disks; their snapshots are there. */
  public void add(ImageRow row, List<ImageDiskRow> disks) {
    handle
        .createUpdate(
            """
            INSERT INTO images (
              image_id, account_id, region_id, resource_group_id, name, family, version, description,
              architecture, platform, boot_mode, state, source_instance_id, created_at)
            VALUES (
              :imageId, :accountId, :regionId, :resourceGroupId, :name, :family, :version, :description,
              :architecture, :platform, :bootMode, :state, :sourceInstanceId, :createdAt)
            """)
        .bindMethods(row)
        .execute();
    for (ImageDiskRow disk : disks) {
      handle
          .createUpdate(
              """
              INSERT INTO image_disks (image_id, position, snapshot_id, type, device, size_gib)
              VALUES (:imageId, :position, :snapshotId, :type, :device, :sizeGib)
              """)
          .bindMethods(disk)
          .execute();
    }
  }

  /** The row of that identifier, whoever owns it. */
  public Optional<ImageRow> find(String imageId) {
    return handle
        .createQuery("SELECT * FROM images WHERE image_id = :id")
        .bind("id", imageId)
        .mapTo(ImageRow.class)
        .findOne();
  }

  /** The row of that identifier, if that account owns it. */
  public Optional<ImageRow> find(String accountId, String imageId) {
    return find(imageId).filter(row -> row.accountId().equals(accountId));
  }

  /** True when the account has an image of that name. */
  public boolean hasName(String accountId, String name) {
    return handle
        .createQuery("SELECT COUNT(*) FROM images WHERE account_id = :account AND name = :name")
        .bind("account", accountId)
        .bind("name", name)
        .mapTo(Boolean.class)
        .one();
  }

  /** The rows that match. */
  public Slice<ImageRow> list(ImageFilter filter, Part part) {
    Selection selection =
        new Selection("images", "image_id")
            .equal("account_id", filter.accountId())
            .oneOf("image_id", filter.ids())
            .equal("family", filter.family())
            .equal("architecture", filter.architecture())
            .oneOf("state", filter.states())
            .and(
                "image_id IN (SELECT image_id FROM image_disks WHERE snapshot_id = ?)",
                filter.snapshotId())
            .equal("resource_group_id", filter.resourceGroupId())
            .and("created_at >= ?", filter.createdFrom())
            .and("created_at <= ?", filter.createdTo())
            .named("name", filter.name())
            .tagged(filter.tags());
    if (filter.inUse() != null) {
      selection.and((filter.inUse() ? "" : "NOT ") + IN_USE);
    }
    return selection.slice(handle, ImageRow.class, part);
  }

  /** The disks of an image, the system disk first. */
  public List<ImageDiskRow> disks(String imageId) {
    return handle
        .createQuery("SELECT * FROM image_disks WHERE image_id = :id ORDER BY position")
        .bind("id", imageId)
        .mapTo(ImageDiskRow.class)
        .list();
  }

  /** True when an instance has the image. */
  public boolean inUse(String imageId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM images WHERE image_id = :id AND " + IN_USE)
        .bind("id", imageId)
        .mapTo(Boolean.class)
        .one();
  }

  /** True when a disk of some image begins with the snapshot. */
  public boolean usesSnapshot(String snapshotId) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM image_disks WHERE snapshot_id = :id)")
        .bind("id", snapshotId)
        .mapTo(Boolean.class)
        .one();
  }

  /** Every image whose snapshots are being frozen, oldest first. */
  public List<ImageRow> creating() {
    return handle
        .createQuery("SELECT * FROM images WHERE state = 'CREATING' ORDER BY created_at, image_id")
        .mapTo(ImageRow.class)
        .list();
  }

  /** The image's snapshots are frozen. */
  public void setAvailable(String imageId) {
    handle
        .createUpdate("UPDATE images SET state = 'AVAILABLE' WHERE image_id = :id")
        .bind("id", imageId)
        .execute();
  }

  /** Removes an image with its disks and tags; the snapshots stay. */
  public void remove(String imageId) {
    new TagTable(handle).removeAll(imageId);
    for (String table : List.of("image_disks", "images")) {
      handle
          .createUpdate("DELETE FROM " + table + " WHERE image_id = :id")
          .bind("id", imageId)
          .execute();
    }
  }
}
