package dev.stillpoint.control.rule;

import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.ImageState;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.SnapshotState;
import java.util.Arrays;
import java.util.Optional;

/** How states are written on the wire. */
public final class Statuses {
  private Statuses() {}

  /** For example {@code In_use}. */
  public static String wire(DiskStatus status) {
    return switch (status) {
      case CREATING -> "Creating";
      case AVAILABLE -> "Available";
      case ATTACHING -> "Attaching";
      case IN_USE -> "In_use";
      case DETACHING -> "Detaching";
      case REINITING -> "ReIniting";
      case DELETING -> "Deleting";
    };
  }

  /** For example {@code Running}. */
  public static String wire(InstanceStatus status) {
    return switch (status) {
      case PENDING -> "Pending";
      case STARTING -> "Starting";
      case RUNNING -> "Running";
      case STOPPING -> "Stopping";
      case STOPPED -> "Stopped";
      case DELETING -> "Deleting";
    };
  }

  /** For example {@code progressing}. */
  public static String wire(SnapshotState state) {
    return switch (state) {
      case INTENDED, PROGRESSING -> "progressing";
      case ACCOMPLISHED -> "accomplished";
      case FAILED -> "failed";
      case DELETING -> "deleting";
    };
  }

  /** For example {@code Available}. */
  public static String wire(ImageState state) {
    return switch (state) {
      case CREATING -> "Creating";
      case AVAILABLE -> "Available";
    };
  }

  /** {@code system} or {@code data}. */
  public static String wire(DiskType type) {
    return switch (type) {
      case SYSTEM -> "system";
      case DATA -> "data";
    };
  }

  /** The status that clients write so; some pages write In_Use, so case is ignored. */
  public static Optional<DiskStatus> disk(String wire) {
    return Arrays.stream(DiskStatus.values())
        .filter(status -> wire(status).equalsIgnoreCase(wire))
        .findFirst();
  }

  /** The status that clients write so. */
  public static Optional<InstanceStatus> instance(String wire) {
    return Arrays.stream(InstanceStatus.values())
        .filter(status -> wire(status).equalsIgnoreCase(wire))
        .findFirst();
  }

  /** The type that clients write so, in any case. */
  public static Optional<DiskType> type(String wire) {
    return Arrays.stream(DiskType.values())
        .filter(type -> wire(type).equalsIgnoreCase(wire))
        .findFirst();
  }
}
