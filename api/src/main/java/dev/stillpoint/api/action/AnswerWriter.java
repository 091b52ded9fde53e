package dev.stillpoint.api.action;

import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.request.Tag;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shows a record as an answer: each component is a member, in their order. A time that is not there
 * is an empty text; anything else that is not there is left out. How each component is shown
 * follows from its name, its type and its annotations, and is settled once, when the writer is
 * made. Immutable.
 */
final class AnswerWriter {
  private static final Map<Class<?>, Showing> PLAIN =
      Map.of(
          String.class, (fields, name, value) -> fields.text(name, (String) value),
          boolean.class, (fields, name, value) -> fields.flag(name, (Boolean) value),
          int.class, (fields, name, value) -> fields.whole(name, (Integer) value),
          long.class, (fields, name, value) -> fields.whole(name, (Long) value));

  private final List<Member> members = new ArrayList<>();

  /**
   * Settles how it is done.
   *
   * @throws IllegalArgumentException if the record has a component that nobody knows how to show
   */
  AnswerWriter(Class<?> answer) {
    for (RecordComponent component : answer.getRecordComponents()) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      members.add(new Member(WireNames.of(component), accessor, showing(component)));
    }
  }

  /** Adds the members of the record. */
  Fields write(Fields fields, Object answer) {
    for (Member member : members) {
      member.showing().in(fields, member.name(), member.of(answer));
    }
    return fields;
  }

  private static Showing showing(RecordComponent component) {
    if (component.getType() == Instant.class) {
      return (fields, name, value) -> fields.text(name, Shapes.seconds((Instant) value));
    }
    Showing given = shown(component);
    return (fields, name, value) -> {
      if (value != null) {
        given.in(fields, name, value);
      }
    };
  }

  private static Showing shown(RecordComponent component) {
    Class<?> type = component.getType();
    if (component.getGenericType() instanceof ParameterizedType list) {
      return list((Class<?>) list.getActualTypeArguments()[0], component.getAnnotation(Each.class));
    }
    if (type.isRecord()) {
      AnswerWriter inner = new AnswerWriter(type);
      return component.isAnnotationPresent(Inline.class)
          ? (fields, _, value) -> inner.write(fields, value)
          : (fields, name, value) -> fields.struct(name, inner.write(new Fields(), value));
    }
    Showing showing = PLAIN.get(type);
    if (showing == null) {
      throw new IllegalArgumentException("no rule how to show " + component);
    }
    return showing;
  }

  private static Showing list(Class<?> item, Each each) {
    if (item == Tag.class) {
      return (fields, _, value) ->
          Shapes.tags(fields, ((List<?>) value).stream().map(Tag.class::cast).toList());
    }
    AnswerWriter inner = new AnswerWriter(item);
    return (fields, name, value) ->
        fields.list(name, each.value(), (List<?>) value, one -> inner.write(new Fields(), one));
  }

  /** How one component is shown. */
  @FunctionalInterface
  private interface Showing {
    void in(Fields fields, String name, Object value);
  }

  private record Member(String name, Method accessor, Showing showing) {
    Object of(Object answer) {
      try {
        return accessor.invoke(answer);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + accessor, e);
      }
    }
  }
}
