package dev.stillpoint.control.admission;

import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Geography;
import dev.stillpoint.control.port.Admission;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Places;
import dev.stillpoint.control.rule.TextRule;
import java.time.InstantSource;
import java.util.List;

/** Admission by what the deployment has and the catalog knows. */
public final class Gatekeeper implements Admission {
  private final Geography geography;
  private final Permissions permissions;

  /**
   * @param catalog where policies are found
   * @param clock what conditions on the time are judged by
   */
  public Gatekeeper(Geography geography, Catalog catalog, InstantSource clock) {
    this.geography = geography;
    this.permissions = new Permissions(catalog, geography.regionId(), clock);
  }

  @Override
  public void admit(
      Caller caller,
      String action,
      String regionId,
      List<Resource> named,
      Circumstances circumstances)
      throws Refusal {
    if (!TextRule.absent(regionId)) {
      Places.checkRegion(geography, regionId);
    }
    permissions.check(caller, action, named, circumstances);
  }

  @Override
  public void permit(Caller caller, String action, List<Resource> found) throws Refusal {
    permissions.check(caller, action, found, Circumstances.NONE);
  }
}
