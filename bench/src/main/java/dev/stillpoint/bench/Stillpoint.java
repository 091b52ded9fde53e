package dev.stillpoint.bench;

import dev.stillpoint.client.ApiClient;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** This product: a server process, an instance and a disk that were made through the API. */
final class Stillpoint implements Contender {
  static final String NAME = "stillpoint";

  private static final long GIB = 1L << 30;

  private final List<String> serveCommand;
  private final long cacheBytes;

  /**
   * Ours.
   *
   * @param serveCommand the words that start the server, up to and including {@code serve}
   * @param cacheBytes its read cache
   */
  Stillpoint(List<String> serveCommand, long cacheBytes) {
    this.serveCommand = List.copyOf(serveCommand);
    this.cacheBytes = cacheBytes;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> absence() {
    return Optional.empty();
  }

  @Override
  public Target start(Path directory, long diskBytes) throws CannotMeasure, InterruptedException {
    OwnServer server =
        OwnServer.start(serveCommand, directory, "cache.size = " + cacheBytes + "\n");
    try (ApiClient api = server.client()) {
      String diskId = server.attachedDisk(api, server.runningInstance(api), diskBytes / GIB);
      return new Target(NAME, server.command(), server.socket(), diskId, server.process());
    } catch (IOException | ApiFault e) {
      server.close();
      throw new CannotMeasure("the server made no disk: " + e.getMessage(), e);
    } catch (CannotMeasure | InterruptedException e) {
      server.close();
      throw e;
    }
  }
}
