package dev.stillpoint.catalog;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Reads rows into records: component {@code sourceDiskId} from column {@code source_disk_id}. The
 * record is looked at once, when the mapper is made; the library's own mapper does so again for
 * each statement, which took a tenth of the processor time of a list. Components are texts, numbers
 * (in their boxes where null may stand), truth values and enumerations by name.
 */
final class RecordMapper<T extends Record> implements RowMapper<T> {
  /** How a component is read. */
  @FunctionalInterface
  private interface Reader {
    Object read(ResultSet row, int column) throws SQLException;
  }

  private final Constructor<T> constructor;
  private final List<String> columns;
  private final List<Reader> readers;

  private RecordMapper(Constructor<T> constructor, List<String> columns, List<Reader> readers) {
    this.constructor = constructor;
    this.columns = columns;
    this.readers = readers;
  }

  /** A mapper for a record whose components are of the types named above. */
  static <T extends Record> RecordMapper<T> of(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return new RecordMapper<>(
          constructor,
          Arrays.stream(components).map(component -> column(component.getName())).toList(),
          Arrays.stream(types).map(RecordMapper::reader).toList());
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has its canonical constructor", e);
    }
  }

  private static String column(String component) {
    return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Reader reader(Class<?> type) {
    if (type == String.class) {
      return ResultSet::getString;
    }
    if (type == int.class) {
      return ResultSet::getInt;
    }
    if (type == long.class) {
      return ResultSet::getLong;
    }
    if (type == boolean.class) {
      return ResultSet::getBoolean;
    }
    if (type == Integer.class) {
      return (row, column) -> orNull(row, row.getInt(column));
    }
    if (type == Long.class) {
      return (row, column) -> orNull(row, row.getLong(column));
    }
    if (type == Boolean.class) {
      return (row, column) -> orNull(row, row.getBoolean(column));
    }
    if (type.isEnum()) {
      return (row, column) -> constant(type, row.getString(column));
    }
    throw new IllegalArgumentException("no column is read into " + type);
  }

  private static Object orNull(ResultSet row, Object value) throws SQLException {
    return row.wasNull() ? null : value;
  }

  private static Object constant(Class<?> type, String name) {
    if (name == null) {
      return null;
    }
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalStateException("no " + type.getSimpleName() + " is called " + name);
  }

  @Override
  public T map(ResultSet row, StatementContext context) throws SQLException {
    return specialize(row, context).map(row, context);
  }

  /** Finds the columns once for all rows of a result. */
  @Override
  public RowMapper<T> specialize(ResultSet result, StatementContext context) throws SQLException {
    int[] places = new int[columns.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = result.findColumn(columns.get(i));
    }
    return (row, _) -> make(row, places);
  }

  private T make(ResultSet row, int[] places) throws SQLException {
    Object[] values = new Object[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = readers.get(i).read(row, places[i]);
    }
    try {
      return constructor.newInstance(values);
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("a row's record can be made by this package", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("a row does not make a record", e.getCause());
    }
  }
}
