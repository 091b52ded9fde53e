package dev.stillpoint.control.fault;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All rows of the catalogue of refusals. */
public final class Catalogue {
  private Catalogue() {}

  /** Every row, area by area. */
  public static List<ErrorCode> rows() {
    return Stream.<ErrorCode[]>of(
            SharedError.values(),
            AccessError.values(),
            GroupError.values(),
            SnapshotError.values(),
            PolicyError.values(),
            DiskError.values(),
            DiskChangeError.values(),
            DiskSpecError.values(),
            SharingError.values(),
            InstanceError.values(),
            KeyError.values(),
            ImageError.values(),
            TagError.values(),
            ResourceGroupError.values())
        .flatMap(Arrays::stream)
        .toList();
  }
}
