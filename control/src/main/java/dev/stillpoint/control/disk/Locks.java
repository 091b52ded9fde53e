package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.InstanceRow;
import java.util.List;

/** Why an instance, and with it its disks, may be locked. */
public final class Locks {
  /** The operator's lock. */
  public static final String SECURITY = "security";

  /** Unpaid. */
  public static final String FINANCIAL = "financial";

  private Locks() {}

  /** The reasons in a row's text. */
  public static List<String> of(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
  }

  /** True when the instance is locked for security. */
  public static boolean security(InstanceRow instance) {
    return of(instance.lockReasons()).contains(SECURITY);
  }
}
