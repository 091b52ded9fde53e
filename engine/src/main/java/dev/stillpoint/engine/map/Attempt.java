package dev.stillpoint.engine.map;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * One question that is asked of the maps under the pool's lock, as often as it takes until all
 * nodes that it needs are in memory: a question that misses one gives up, its nodes are read
 * without the lock, and it is asked anew. What was read is held on to, so that a small cache makes
 * it slow and not endless.
 */
public final class Attempt {
  private final Nodes nodes;
  private final Map<Long, Node> held = new HashMap<>();
  private final Map<Long, IOException> failed = new HashMap<>();
  private boolean fresh;

  public Attempt(Nodes nodes) {
    this.nodes = nodes;
  }

  /** The question is asked now; the caller holds the lock. */
  public void begin() {
    if (fresh) {
      held.forEach(nodes::cache);
      fresh = false;
    }
    nodes.attempt(held.isEmpty() ? null : this);
  }

  /** It was asked; the caller holds the lock still. */
  public void end() {
    nodes.attempt(null);
  }

  Node held(long address) {
    return held.get(address);
  }

  /**
   * Reads what was missing; without the lock. A node that cannot be read may have died meanwhile,
   * and its page been written anew: so only who asks for it again hears of it.
   */
  public void load(NodeMissing missing) throws IOException {
    for (Ref ref : missing.nodes()) {
      IOException before = failed.get(ref.address());
      if (before != null) {
        throw before;
      }
      try {
        held.put(ref.address(), nodes.load(ref));
      } catch (IOException e) {
        failed.put(ref.address(), e);
      }
    }
    fresh = true;
  }
}
