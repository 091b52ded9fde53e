package dev.stillpoint.control.port;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Resource;
import java.util.List;
import java.util.Set;

/**
 * What stands between a well-formed request and everything else, in this order: the region and its
 * flags, the account's flags, the caller's permission on what the request names. Every action
 * passes it after the form of its parameters and before its client token. Thread-safe.
 */
public interface Admission {
  /**
   * Lets a request in.
   *
   * @param action the action's name, for example {@code CreateSnapshotGroup}; one of another
   *     product than the cloud servers' with its product, for example {@code kms:CreateKey}
   * @param regionId as sent; absent means the region that there is
   * @param named what the request names, as sent, so that a foreign and an unknown ID look alike
   * @throws Refusal InvalidRegionId.NotFound, a flag's code, Forbidden.RAM, or NoPermission of the
   *     products that say so
   */
  default void admit(Caller caller, String action, String regionId, List<Resource> named)
      throws Refusal {
    admit(caller, action, regionId, named, Set.of(), Circumstances.NONE);
  }

  /**
   * As {@link #admit(Caller, String, String, List)}, with what the conditions of a policy may ask
   * for besides.
   */
  default void admit(
      Caller caller,
      String action,
      String regionId,
      List<Resource> named,
      Circumstances circumstances)
      throws Refusal {
    admit(caller, action, regionId, named, Set.of(), circumstances);
  }

  /**
   * As {@link #admit(Caller, String, String, List, Circumstances)}, for a request that asks for
   * more than its action.
   */
  void admit(
      Caller caller,
      String action,
      String regionId,
      List<Resource> named,
      Set<Feature> asked,
      Circumstances circumstances)
      throws Refusal;

  /**
   * What region and account have against a request, every reason, in the order in which {@link
   * #admit} would give them. The caller's permission is not among them.
   */
  List<Refusal> standing(Caller caller, String action, String regionId, Set<Feature> asked);

  /**
   * Asks for the permission alone, for what a lookup brought to light. Reads the catalog itself, so
   * never to be called within a transaction.
   *
   * @throws Refusal Forbidden.RAM, or NoPermission of the products that say so
   */
  void permit(Caller caller, String action, List<Resource> found, Circumstances circumstances)
      throws Refusal;
}
