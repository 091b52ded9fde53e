package dev.stillpoint.control.disk;

/**
 * The parameters of ReInitDisk as sent. A password is looked at and not kept, so the text of this
 * record leaves it out.
 *
 * @param diskId required
 * @param password for a system disk; null or empty means none
 * @param keyPairName for a system disk; null or empty means none
 * @param autoStartInstance null means false
 * @param securityEnhancementStrategy Active or Deactive; null means Active
 */
public record ReInitDisk(
    String diskId,
    String password,
    String keyPairName,
    Boolean autoStartInstance,
    String securityEnhancementStrategy) {
  @Override
  public String toString() {
    return "ReInitDisk[" + diskId + ", autoStartInstance=" + autoStartInstance + "]";
  }
}
