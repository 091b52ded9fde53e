package dev.stillpoint.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the prepared statements of one connection for their next use; without it the database
 * parses and plans the same text for each call. For one thread at a time, as its connection is.
 */
final class StatementCache extends DefaultStatementBuilder {
  /** More texts than are in steady use; lists of other lengths make other texts. */
  private static final int KEPT_MAX = 256;

  private static final float LOAD = 0.75f;

  /** Those that nobody uses, the one that was used longest ago first. */
  private final LinkedHashMap<String, PreparedStatement> idle =
      new LinkedHashMap<>(KEPT_MAX, LOAD, true);

  /** The texts of those in use: the library hands one back under the text before it was parsed. */
  private final IdentityHashMap<Statement, String> texts = new IdentityHashMap<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? super.create(connection, sql, context) : kept;
    texts.put(statement, sql);
    return statement;
  }

  @Override
  public void close(Connection connection, String unparsed, Statement statement)
      throws SQLException {
    String sql = texts.remove(statement);
    if (sql == null || !(statement instanceof PreparedStatement prepared) || !reset(prepared)) {
      statement.close();
      return;
    }
    PreparedStatement other = idle.put(sql, prepared);
    if (other != null) {
      other.close();
    }
    if (idle.size() > KEPT_MAX) {
      idle.pollFirstEntry().getValue().close();
    }
  }

  /** Forgets the values; false for a statement that failed, which the driver has given up. */
  private static boolean reset(PreparedStatement statement) {
    try {
      statement.clearParameters();
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  @Override
  public void close(Connection connection) {
    idle.clear();
    texts.clear();
  }
}
