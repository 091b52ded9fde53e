package dev.stillpoint.server.priority;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/**
 * Lets a thread step back behind those of the data path, which are platform threads and stay as
 * they are. Calls of the API run on virtual threads; it is their carriers that step back, so every
 * request says so once more on whatever carrier it begins.
 *
 * <p>The kernel's weights are used and not its class for idle time: a thread that holds a lock
 * which the data path waits for must go on running, if at a third of the pace, and needs no right
 * of root to get there. What a thread of lower weight starts inherits it; the data path's threads
 * are started by nobody on this side.
 */
public final class Courtesy {
  private static final int PRIO_PROCESS = 0;
  private static final int THIS_THREAD = 0;

  /** In full competition a third of the processor time of another thread; see decision 0014. */
  static final int STEPS = 5;

  private static final MethodHandle SETPRIORITY = find("setpriority");
  private static final MethodHandle GETPRIORITY = find("getpriority");

  private Courtesy() {}

  private static MethodHandle find(String name) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(address ->
            linker.downcallHandle(
                address,
                name.startsWith("set")
                    ? FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)
                    : FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT)))
        .orElse(null);
  }

  /** The kernel's thread under the one that calls steps back; where it cannot, nothing happens. */
  public static void stepBack() {
    if (SETPRIORITY == null || GETPRIORITY == null) {
      return;
    }
    try {
      // To lower it below what an operator chose for the whole process would need a right.
      if (nice() < STEPS) {
        int _ = (int) SETPRIORITY.invokeExact(PRIO_PROCESS, THIS_THREAD, STEPS);
      }
    } catch (Throwable e) {
      throw new LinkageError("setpriority cannot be called", e);
    }
  }

  /** How far the kernel's thread under the one that calls stands back. */
  static int nice() {
    try {
      return (int) GETPRIORITY.invokeExact(PRIO_PROCESS, THIS_THREAD);
    } catch (Throwable e) {
      throw new LinkageError("getpriority cannot be called", e);
    }
  }
}
