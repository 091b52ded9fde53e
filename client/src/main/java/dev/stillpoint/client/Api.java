package dev.stillpoint.client;

import java.io.IOException;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * The API as its callers need it: an action by name with flat parameters, answered by a JSON
 * object.
 */
@FunctionalInterface
public interface Api {
  /**
   * Makes one call and waits for its answer.
   *
   * @param action the action's name, such as {@code CreateSnapshotGroup}
   * @param parameters flattened parameters ({@code DiskId.1}, {@code Tag.1.Key}) in the order in
   *     which they are sent
   * @return the answer's JSON object
   * @throws ApiFault the server answered with an error
   * @throws IOException the server could not be reached or did not answer in HTTP
   * @throws InterruptedException the calling thread was interrupted while it waited
   */
  JsonNode call(String action, SequencedMap<String, String> parameters)
      throws ApiFault, IOException, InterruptedException;
}
