package dev.stillpoint.control.admission;

import dev.stillpoint.catalog.Mark;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.port.Feature;
import java.util.Optional;
import java.util.Set;

/**
 * What a region and an account may have against an action, in the order in which it is asked: the
 * region's flags, then the account's.
 */
enum StandingRule {
  /** The region makes snapshot groups at all. */
  GROUPS_OFFERED {
    @Override
    Optional<ErrorCode> broken(Standing s) {
      return when(
          s.action().equals(GROUP_CREATION) && s.region().contains(Mark.GROUPS_NOT_OFFERED),
          GroupError.INVALID_REGION_NOT_SUPPORT);
    }
  },
  /** The region has instant access, if that is asked for. */
  INSTANT_ACCESS_OFFERED {
    @Override
    Optional<ErrorCode> broken(Standing s) {
      return when(
          s.asked().contains(Feature.INSTANT_ACCESS)
              && s.region().contains(Mark.INSTANT_ACCESS_NOT_OFFERED),
          GroupError.INVALID_REGION_NOT_SUPPORT_SNAPSHOT_INSTANT_ACCESS_REGION);
    }
  },
  /** The account has opened the snapshot service. */
  SERVICE_OPEN {
    @Override
    Optional<ErrorCode> broken(Standing s) {
      return when(
          SNAPSHOT_ACTIONS.contains(s.action())
              && s.account().contains(Mark.SNAPSHOT_SERVICE_CLOSED),
          GroupError.INVALID_ACCOUNT_STATUS_SNAPSHOT_SERVICE_UNAVAILABLE);
    }
  },
  /** The account is on the list, where there is one. */
  LISTED {
    @Override
    Optional<ErrorCode> broken(Standing s) {
      return when(
          s.action().equals(GROUP_CREATION)
              && s.region().contains(Mark.GROUPS_FOR_LISTED)
              && !s.account().contains(Mark.LISTED),
          GroupError.USER_NOT_IN_THE_WHITE_LIST);
    }
  },
  /** The account has money for what costs some. */
  BALANCE {
    @Override
    Optional<ErrorCode> broken(Standing s) {
      return when(
          SNAPSHOT_ACTIONS.contains(s.action()) && s.account().contains(Mark.BALANCE_TOO_LOW),
          GroupError.INVALID_ACCOUNT_STATUS_NOT_ENOUGH_BALANCE);
    }
  };

  static final String GROUP_CREATION = "CreateSnapshotGroup";

  /** The actions whose tables name both account codes: what makes or uses snapshots and costs. */
  static final Set<String> SNAPSHOT_ACTIONS =
      Set.of(
          GROUP_CREATION,
          "CreateSnapshot",
          "CreateDisk",
          "CopySnapshot",
          "ResetDisk",
          "ResetDisks",
          "CreateAutoSnapshotPolicy",
          "ApplyAutoSnapshotPolicy");

  /** The code of the refusal; empty when the rule is kept. */
  abstract Optional<ErrorCode> broken(Standing standing);

  private static Optional<ErrorCode> when(boolean broken, ErrorCode code) {
    return broken ? Optional.of(code) : Optional.empty();
  }

  /**
   * A request as these rules see it.
   *
   * @param action its name
   * @param asked what it asks for beyond its action
   * @param region what is said of the region
   * @param account what is said of the account
   */
  record Standing(String action, Set<Feature> asked, Set<Mark> region, Set<Mark> account) {
    /** True when no rule is about such a request, so that nobody need look at any mark. */
    static boolean neverAsked(String action, Set<Feature> asked) {
      return asked.isEmpty() && !SNAPSHOT_ACTIONS.contains(action);
    }
  }
}
