package dev.stillpoint.control.admission;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Geography;
import dev.stillpoint.control.port.Admission;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Places;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/** Admission by what the deployment has and the catalog knows. */
public final class Gatekeeper implements Admission {
  private final Geography geography;

  public Gatekeeper(Geography geography) {
    this.geography = geography;
  }

  @Override
  public void admit(Caller caller, String action, String regionId, List<Resource> named)
      throws Refusal {
    if (!TextRule.absent(regionId)) {
      Places.checkRegion(geography, regionId);
    }
    permit(caller, action, named);
  }

  @Override
  public void permit(Caller caller, String action, List<Resource> found) {
    // Every caller is an account's root as yet, and root may do everything.
  }
}
