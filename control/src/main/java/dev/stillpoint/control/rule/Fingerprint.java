package dev.stillpoint.control.rule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A digest of a request: equal for equal parameters, different otherwise. What was not given leaves
 * no trace, so a parameter that a later version adds does not change the fingerprint of requests
 * without it.
 */
public final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The fingerprint of a request record, as hexadecimal digits. */
  public static String of(Record request) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add("", request);
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private void add(String name, Object value) {
    if (value == null) {
      return;
    }
    if (value instanceof Record row) {
      for (RecordComponent component : row.getClass().getRecordComponents()) {
        add(name + "." + component.getName(), read(row, component));
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        add(name + "." + (i + 1), list.get(i));
      }
    } else {
      text(name);
      text(value.toString());
    }
  }

  private static Object read(Record row, RecordComponent component) {
    try {
      return component.getAccessor().invoke(row);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException("not a public record: " + row.getClass(), e);
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
