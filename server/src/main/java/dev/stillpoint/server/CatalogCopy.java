package dev.stillpoint.server;

import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.catalog.CatalogFault;
import dev.stillpoint.server.directory.DataDirectory;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A catalog to look at: its files, its write-ahead log included, copied to a temporary directory of
 * its owner's. Whatever opening does (an older schema is brought up to date, a log of before a
 * crash is merged) happens to the copy. The directory must be locked by the caller meanwhile.
 */
final class CatalogCopy implements AutoCloseable {
  private final Path place;
  private final Catalog catalog;

  private CatalogCopy(Path place, Catalog catalog) {
    this.place = place;
    this.catalog = catalog;
  }

  static CatalogCopy of(DataDirectory directory) throws CannotStart, IOException {
    if (!Files.isDirectory(directory.catalog())) {
      throw new CannotStart("There is no catalog in " + directory.path() + ".");
    }
    // Readable by the owner only, which Files sees to: the catalog holds secrets.
    Path place = Files.createTempDirectory("stillpoint-check-");
    try {
      for (Path file : filesOf(directory.catalog())) {
        Files.copy(file, place.resolve(file.getFileName()));
      }
      return new CatalogCopy(place, Catalog.open(place));
    } catch (CatalogFault e) {
      delete(place);
      throw new CannotStart("The catalog cannot be opened: " + e.getMessage(), e);
    } catch (IOException e) {
      delete(place);
      throw e;
    }
  }

  Catalog catalog() {
    return catalog;
  }

  @Override
  public void close() throws IOException {
    catalog.close();
    delete(place);
  }

  private static void delete(Path place) throws IOException {
    for (Path file : filesOf(place)) {
      Files.delete(file);
    }
    Files.delete(place);
  }

  private static List<Path> filesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
