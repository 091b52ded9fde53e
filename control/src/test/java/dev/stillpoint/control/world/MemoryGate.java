package dev.stillpoint.control.world;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.control.port.ExportGate;
import dev.stillpoint.control.port.ExportTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A gate without a door: it knows what is published and how each name ended. */
public final class MemoryGate implements ExportGate {
  private final Map<String, ExportTarget> open = new TreeMap<>();
  private final Map<String, String> barred = new TreeMap<>();
  private final List<String> ended = new ArrayList<>();
  private BlockFault failure;

  /** The next publication fails so. */
  public synchronized void failNext(BlockFault fault) {
    failure = fault;
  }

  @Override
  public synchronized void publish(String name, ExportTarget target) throws BlockFault {
    if (failure != null) {
      BlockFault fault = failure;
      failure = null;
      throw fault;
    }
    open.put(name, target);
    barred.remove(name);
  }

  @Override
  public synchronized void bar(String name, String why) {
    barred.put(name, why);
  }

  /** Every name that is kept closed, and why. */
  public synchronized Map<String, String> barred() {
    return new TreeMap<>(barred);
  }

  @Override
  public synchronized void withdraw(String name, Withdrawal mode) {
    barred.remove(name);
    if (open.remove(name) != null) {
      ended.add(name + " " + mode);
    }
  }

  @Override
  public synchronized void cut(String name, Withdrawal mode) {
    if (open.containsKey(name)) {
      ended.add(name + " " + mode + " cut");
    }
  }

  @Override
  public synchronized Set<String> names() {
    return new TreeSet<>(open.keySet());
  }

  /** What stands behind a name; null when it is not published. */
  public synchronized ExportTarget target(String name) {
    return open.get(name);
  }

  /** Every name that ended, with how. */
  public synchronized List<String> ended() {
    return List.copyOf(ended);
  }
}
