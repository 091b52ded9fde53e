package dev.stillpoint.catalog;

/**
 * One of the instances that hold a disk together.
 *
 * @param diskId the disk
 * @param instanceId the instance
 * @param device the disk's name in the instance
 * @param state where the hold stands
 * @param attachedAt milliseconds since 1970; null while it is attached
 */
public record DiskHolderRow(
    String diskId, String instanceId, String device, HolderState state, Long attachedAt) {
  /** The hold's name, by which the one instance alone opens the disk. */
  public String name() {
    return name(instanceId, diskId);
  }

  /** As {@link #name()}, of a hold whose parts are known. */
  public static String name(String instanceId, String diskId) {
    return instanceId + "/" + diskId;
  }
}
