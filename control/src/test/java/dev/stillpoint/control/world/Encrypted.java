package dev.stillpoint.control.world;

import dev.stillpoint.control.disk.CreateDisk;
import dev.stillpoint.control.fault.Refusal;

/** Encrypted disks as tests ask for them. */
public final class Encrypted {
  private final World world;

  public Encrypted(World world) {
    this.world = world;
  }

  /** An empty disk of 20 GiB under that master key; null means the service's own. */
  public String disk(String kmsKeyId) throws Refusal {
    return disk(kmsKeyId, null);
  }

  public String disk(String kmsKeyId, String token) throws Refusal {
    return world
        .control()
        .disks()
        .create(world.caller(), request(true, kmsKeyId, null, null, token));
  }

  /** A disk of 20 GiB, or as large as its snapshot, with what it says of encryption. */
  public static CreateDisk request(
      Boolean encrypted, String kmsKeyId, String algorithm, String snapshot) {
    return request(encrypted, kmsKeyId, algorithm, snapshot, null);
  }

  /** An empty disk of 20 GiB under that master key that several instances may hold. */
  public String sharedDisk(String kmsKeyId) throws Refusal {
    CreateDisk request =
        new CreateDisk(
            World.REGION,
            World.ZONE,
            null,
            "cloud_essd",
            20,
            null,
            null,
            null,
            null,
            true,
            kmsKeyId,
            null,
            "Enabled",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return world.control().disks().create(world.caller(), request);
  }

  private static CreateDisk request(
      Boolean encrypted, String kmsKeyId, String algorithm, String snapshot, String token) {
    return new CreateDisk(
        World.REGION,
        World.ZONE,
        null,
        "cloud_essd",
        snapshot == null ? 20 : null,
        snapshot,
        null,
        null,
        null,
        encrypted,
        kmsKeyId,
        algorithm,
        null,
        null,
        null,
        null,
        null,
        null,
        token,
        null,
        null);
  }
}
