package dev.stillpoint.control.contract;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;

/**
 * What one action takes. A record, named as the action: its components are the parameters in the
 * order in which they are read, named as on the wire but for the first letter; annotations of this
 * package say what differs. What was not given is null, false or an empty list.
 *
 * @param <A> what is answered, a record whose components are the members of the answer; {@link
 *     Void} when there is nothing to tell
 */
public interface Contract<A> {
  /**
   * The rules of form that no annotation says.
   *
   * @param caller whom the request is about where it names nobody
   * @return this request, in the one spelling that the rest of the house knows
   * @throws Refusal the code of the rule that is broken
   */
  default Contract<A> checked(Caller caller, Limits limits) throws Refusal {
    return this;
  }

  /** The region as sent; null when it was not, or when the product knows no regions. */
  default String regionId() {
    return null;
  }

  /** What else the conditions of a policy may ask of the request. */
  default Circumstances circumstances() {
    return Circumstances.NONE;
  }
}
