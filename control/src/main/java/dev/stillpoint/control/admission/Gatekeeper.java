package dev.stillpoint.control.admission;

import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.control.admission.StandingRule.Standing;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Geography;
import dev.stillpoint.control.port.Admission;
import dev.stillpoint.control.port.Feature;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Places;
import dev.stillpoint.control.rule.TextRule;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Admission by what the deployment has and the catalog knows. */
public final class Gatekeeper implements Admission {
  private final Geography geography;
  private final Catalog catalog;
  private final Permissions permissions;

  /**
   * @param catalog where flags and policies are found
   * @param clock what conditions on the time are judged by
   */
  public Gatekeeper(Geography geography, Catalog catalog, InstantSource clock) {
    this.geography = geography;
    this.catalog = catalog;
    this.permissions = new Permissions(catalog, geography.regionId(), clock);
  }

  @Override
  public void admit(
      Caller caller,
      String action,
      String regionId,
      List<Resource> named,
      Set<Feature> asked,
      Circumstances circumstances)
      throws Refusal {
    if (!TextRule.absent(regionId)) {
      Places.checkRegion(geography, regionId);
    }
    List<Refusal> flags = flags(caller, action, asked);
    if (!flags.isEmpty()) {
      throw flags.getFirst();
    }
    permissions.check(caller, action, named, caller.mentions(), circumstances);
  }

  @Override
  public List<Refusal> standing(Caller caller, String action, String regionId, Set<Feature> asked) {
    List<Refusal> all = new ArrayList<>();
    try {
      if (!TextRule.absent(regionId)) {
        Places.checkRegion(geography, regionId);
      }
    } catch (Refusal unknown) {
      all.add(unknown);
    }
    all.addAll(flags(caller, action, asked));
    return all;
  }

  private List<Refusal> flags(Caller caller, String action, Set<Feature> asked) {
    if (Standing.neverAsked(action, asked)) {
      return List.of();
    }
    String region = geography.regionId();
    Standing standing =
        catalog.read(tables -> {
          var marks = tables.marks().of(List.of(region, caller.accountId()));
          return new Standing(
              action,
              asked,
              marks.getOrDefault(region, Set.of()),
              marks.getOrDefault(caller.accountId(), Set.of()));
        });
    List<Refusal> refusals = new ArrayList<>();
    for (StandingRule rule : StandingRule.values()) {
      rule.broken(standing).ifPresent(code -> refusals.add(new Refusal(code, region)));
    }
    return refusals;
  }

  @Override
  public void permit(
      Caller caller, String action, List<Resource> found, Circumstances circumstances)
      throws Refusal {
    permissions.check(caller, action, found, List.of(), circumstances);
  }
}
