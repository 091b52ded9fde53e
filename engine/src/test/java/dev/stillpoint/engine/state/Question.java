package dev.stillpoint.engine.state;

import dev.stillpoint.engine.map.Attempt;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.map.Nodes;
import java.io.IOException;

/** A question of the maps. */
@FunctionalInterface
interface Question<T> {
  T ask() throws NodeMissing;

  /** Asks until no node is missing. */
  default T ask(Nodes nodes) throws IOException {
    Attempt attempt = new Attempt(nodes);
    while (true) {
      attempt.begin();
      try {
        return ask();
      } catch (NodeMissing missing) {
        attempt.load(missing);
      } finally {
        attempt.end();
      }
    }
  }
}
