/** Everything but the bytes: accounts, instances, disks, snapshots, groups, tokens; SQLite with migrations. */
package dev.stillpoint.catalog;
