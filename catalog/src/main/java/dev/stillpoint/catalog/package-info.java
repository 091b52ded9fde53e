/**
 * Everything but the bytes: accounts, access keys, instances, disks, snapshots, groups, tags,
 * client tokens. The door is {@link dev.stillpoint.catalog.Catalog}; its tables take and give
 * records and know no rule beyond what keeps a row sound. SQL lives here and nowhere above.
 *
 * <p>The schema is a list of numbered migrations that only go forward. A file that a newer version
 * has written is refused.
 */
package dev.stillpoint.catalog;
