package dev.stillpoint.api.action;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.ActionTable;
import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.fault.Refusal;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** An action as its row in the table says. */
final class TableAction<C extends Record & Contract<A>, A> implements Action {
  private final ActionTable table;
  private final ActionRow<C, A> row;
  private final String[] withoutFeature;
  private final Binder<C> binder;
  private final AnswerWriter writer;

  TableAction(ActionTable table, ActionRow<C, A> row) {
    this.table = table;
    this.row = row;
    withoutFeature = row.withoutFeature().toArray(String[]::new);
    binder = new Binder<>(row.contract());
    Class<?> answer = answer(row.contract());
    writer = answer == Void.class ? null : new AnswerWriter(answer);
  }

  /**
   * What stands between the angle brackets of {@link Contract}, wherever the record got it from.
   */
  private static Class<?> answer(Class<?> contract) {
    for (Type parent : contract.getGenericInterfaces()) {
      if (parent instanceof ParameterizedType type && type.getRawType() == Contract.class) {
        return (Class<?>) type.getActualTypeArguments()[0];
      }
      if (parent instanceof Class<?> inherited && Contract.class.isAssignableFrom(inherited)) {
        return answer(inherited);
      }
    }
    throw new IllegalArgumentException("no contract: " + contract);
  }

  @Override
  public String name() {
    return row.name();
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    invocation.arguments().refuseWithoutFeature(withoutFeature);
    A answer = table.perform(invocation.caller(), binder.bind(invocation.arguments()));
    return writer == null ? new Fields() : writer.write(new Fields(), answer);
  }
}
