package dev.stillpoint.control.foundation;

import java.util.List;

/**
 * The region and its zones; labels over one pool.
 *
 * @param regionId the only region
 * @param zoneIds its zones; the first is the default
 */
public record Geography(String regionId, List<String> zoneIds) {
  /** cn-hangzhou with three zones. */
  public static final Geography DEFAULT =
      new Geography("cn-hangzhou", List.of("cn-hangzhou-h", "cn-hangzhou-i", "cn-hangzhou-j"));

  public Geography {
    zoneIds = List.copyOf(zoneIds);
    if (zoneIds.isEmpty()) {
      throw new IllegalArgumentException("region " + regionId + " needs a zone");
    }
  }
}
