package dev.stillpoint.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;

/**
 * How connections to the file are made: owner-only, write-ahead log, every commit synced, foreign
 * keys enforced.
 */
final class Connections {
  static final String FILE = "catalog.db";
  private static final int BUSY_MILLIS = 10_000;

  /**
   * A commit moves the log to the tables by itself only when it is so long, 64 MiB of pages; that
   * is {@link Catalog#moveLog}'s to do, apart from commits.
   */
  private static final int LOG_PAGES_MAX = 16_384;

  /**
   * Says that the file may hold what was removed and must not come back: in the number that the
   * header of the file has for its user. Part of the transaction it is said in.
   */
  static final String UNCLEAN = "PRAGMA user_version = 0";

  /** Says that it does not. */
  static final String CLEAN = "PRAGMA user_version = 1";

  private final String url;
  private final Path log;

  private Connections(Path file) {
    this.url = "jdbc:sqlite:" + file.toAbsolutePath();
    this.log = file.resolveSibling(FILE + "-wal");
  }

  /** The write-ahead log. */
  Path log() {
    return log;
  }

  static Connections to(Path directory) throws CatalogFault {
    Path file = directory.resolve(FILE);
    try {
      if (Files.notExists(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (Files.notExists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new CatalogFault("the catalog " + file + " cannot be made: " + e.getMessage(), e);
    }
    return new Connections(file);
  }

  Handle writer() {
    SQLiteConfig config = settings();
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    Handle handle = open(config.toProperties());
    handle.createQuery("PRAGMA wal_autocheckpoint = " + LOG_PAGES_MAX).mapTo(Integer.class).one();
    return handle;
  }

  /** One that moves the log to the tables, and rewrites the file as a whole. */
  Handle mover() {
    SQLiteConfig config = settings();
    // The copy of a whole catalog has no room in memory.
    config.setTempStore(SQLiteConfig.TempStore.FILE);
    return open(config.toProperties());
  }

  Handle reader() {
    Handle handle = open(settings().toProperties());
    handle.execute("PRAGMA query_only = ON");
    return handle;
  }

  private static SQLiteConfig settings() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    // What a statement or a savepoint may have to undo is otherwise written to a temporary file,
    // page by page.
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }

  private Handle open(Properties properties) {
    Jdbi jdbi = Jdbi.create(url, properties);
    jdbi.setStatementBuilderFactory(_ -> new StatementCache());
    for (Class<? extends Record> row :
        List.of(
            AccessKeyRow.class,
            CredentialRow.class,
            InstanceRow.class,
            DiskRow.class,
            DiskSwitchRow.class,
            DiskResizeRow.class,
            DiskEmptyingRow.class,
            DiskMoveRow.class,
            DiskHolderRow.class,
            SnapshotRow.class,
            SnapshotLockRow.class,
            SnapshotLinkRow.class,
            ChainRow.class,
            SnapshotPolicyRow.class,
            DiskPolicyRow.class,
            GroupRow.class,
            TagRow.class,
            TokenRow.class,
            InstanceOptionsRow.class,
            UserRow.class,
            UserGroupRow.class,
            MembershipRow.class,
            RoleRow.class,
            SessionRow.class,
            PolicyRow.class,
            PolicyVersionRow.class,
            AttachmentRow.class,
            MarkRow.class,
            DiskShareRow.class,
            SharedVolumeRow.class,
            SettingRow.class,
            MasterKeyRow.class,
            KeyAliasRow.class,
            DataKeyRow.class,
            SealRow.class,
            ImageRow.class,
            ImageDiskRow.class,
            ResourceRow.class,
            ResourceGroupRow.class)) {
      register(jdbi, row);
    }
    Handle handle = jdbi.open();
    // What is deleted is overwritten, in its page and in pages that become free.
    handle.createQuery("PRAGMA secure_delete = ON").mapTo(Integer.class).one();
    return handle;
  }

  private static <T extends Record> void register(Jdbi jdbi, Class<T> row) {
    jdbi.registerRowMapper(row, RecordMapper.of(row));
  }
}
