package dev.stillpoint.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the figures are handed over.
 *
 * @param json one JSON document instead of a text
 * @param picture a file for the picture, empty for none
 */
public record Output(boolean json, Optional<Path> picture) {
  /** Fails before anything is measured when there is no place for the picture. */
  public void requireWritable() throws CannotMeasure {
    if (picture.isPresent()) {
      Path folder = picture.get().toAbsolutePath().getParent();
      if (folder == null || !Files.isWritable(folder)) {
        throw new CannotMeasure(folder + " cannot be written, so there is no place for a picture");
      }
    }
  }

  /** Writes the picture, if one was asked for. */
  public void draw(String svg) throws CannotMeasure {
    if (picture.isPresent()) {
      try {
        Files.writeString(picture.get(), svg);
      } catch (IOException e) {
        throw new CannotMeasure("the picture could not be written: " + e.getMessage(), e);
      }
    }
  }
}
