package dev.stillpoint.api.action;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.control.contract.AsSent;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.contract.Required;
import dev.stillpoint.control.request.Tag;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes a contract's record from arguments. How each component is read follows from its name, its
 * type and its annotations, and is settled once, when the binder is made. Immutable.
 */
final class Binder<C extends Record> {
  private static final Map<Class<?>, Reading> PLAIN =
      Map.of(
          String.class, Arguments::textOrNull,
          Integer.class, Arguments::wholeOrNull,
          boolean.class, Arguments::isTrue);

  private final Constructor<C> constructor;
  private final List<Member> members = new ArrayList<>();

  /**
   * Settles how it is done.
   *
   * @throws IllegalArgumentException if the record has a component that nobody knows how to read
   */
  Binder(Class<C> contract) {
    RecordComponent[] components = contract.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      constructor = contract.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has its canonical constructor", e);
    }
    constructor.setAccessible(true);
    for (RecordComponent component : components) {
      members.add(new Member(WireNames.of(component), reading(component)));
    }
  }

  /** The record; what was not sent is null, false or an empty list. */
  C bind(Arguments arguments) throws ApiFault {
    Object[] values = new Object[members.size()];
    for (int i = 0; i < values.length; i++) {
      Member member = members.get(i);
      values[i] = member.reading().from(arguments, member.name());
    }
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + constructor, e);
    }
  }

  private static Reading reading(RecordComponent component) {
    if (component.isAnnotationPresent(Inline.class)) {
      Binder<?> inner = new Binder<>(component.getType().asSubclass(Record.class));
      return (arguments, _) -> inner.bind(arguments);
    }
    if (component.isAnnotationPresent(AsSent.class)) {
      return (arguments, name) -> arguments.sent(name).orElse(null);
    }
    if (component.isAnnotationPresent(Required.class)) {
      return Arguments::required;
    }
    if (component.getGenericType() instanceof ParameterizedType list) {
      return list((Class<?>) list.getActualTypeArguments()[0]);
    }
    Reading reading = PLAIN.get(component.getType());
    if (reading == null) {
      throw new IllegalArgumentException("no rule how to read " + component);
    }
    return reading;
  }

  private static Reading list(Class<?> item) {
    if (item == Tag.class) {
      return (arguments, _) -> arguments.tags();
    }
    if (item == String.class) {
      return Arguments::list;
    }
    Binder<?> inner = new Binder<>(item.asSubclass(Record.class));
    return (arguments, name) -> {
      List<Object> items = new ArrayList<>();
      for (Arguments structure : arguments.structures(name)) {
        items.add(inner.bind(structure));
      }
      return items;
    };
  }

  /** How one component is read. */
  @FunctionalInterface
  private interface Reading {
    Object from(Arguments arguments, String name) throws ApiFault;
  }

  private record Member(String name, Reading reading) {}
}
