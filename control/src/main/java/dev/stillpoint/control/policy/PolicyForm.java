package dev.stillpoint.control.policy;

import dev.stillpoint.catalog.PolicyGrouping;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.PolicyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/**
 * The settings of a policy as far as they can be checked without a look at anything; null means not
 * given.
 *
 * @param hours bits
 * @param weekdays bits
 */
record PolicyForm(
    String name, Integer hours, Integer weekdays, Integer retentionDays, PolicyGrouping grouping) {
  private static final int RETENTION_DAYS_MAX = 65_536;
  private static final int COPIED_DAYS_MAX = 65_535;
  private static final int FOR_GOOD = -1;
  private static final int NUMBER_CHARS_MAX = 2;

  /**
   * @throws Refusal InvalidSnapshotPolicyName.Malformed, ParameterInvalid, the codes of what is not
   *     offered
   */
  static PolicyForm check(PolicySettings settings) throws Refusal {
    if (settings.name() != null) {
      TextRule.NAME.check(settings.name(), PolicyError.INVALID_SNAPSHOT_POLICY_NAME_MALFORMED);
    }
    Integer days = settings.retentionDays();
    if (days != null && days != FOR_GOOD && (days < 1 || days > RETENTION_DAYS_MAX)) {
      throw new Refusal(PolicyError.PARAMETER_INVALID, "retentionDays");
    }
    PolicyForm form =
        new PolicyForm(
            settings.name(),
            bits(settings.timePoints(), "timePoints", 0, Timetable.HOURS - 1),
            bits(settings.repeatWeekdays(), "repeatWeekdays", 1, Timetable.WEEKDAYS),
            days,
            grouping(settings.snapshotGroupBy()));
    refuseCopies(settings);
    return form;
  }

  private static Integer bits(List<String> numbers, String parameter, int least, int most)
      throws Refusal {
    if (numbers == null) {
      return null;
    }
    int bits = 0;
    for (String text : numbers) {
      boolean digits =
          !text.isEmpty()
              && text.length() <= NUMBER_CHARS_MAX
              && text.chars().allMatch(c -> c >= '0' && c <= '9');
      int number = digits ? Integer.parseInt(text) : -1;
      if (number < least || number > most) {
        throw new Refusal(PolicyError.PARAMETER_INVALID, parameter);
      }
      bits |= 1 << number;
    }
    if (bits == 0) {
      throw new Refusal(PolicyError.PARAMETER_INVALID, parameter);
    }
    return bits;
  }

  private static PolicyGrouping grouping(String text) throws Refusal {
    if (TextRule.absent(text)) {
      return null;
    }
    return switch (text) {
      case "None" -> PolicyGrouping.NONE;
      case "Instance" -> PolicyGrouping.INSTANCE;
      case "Policy" -> PolicyGrouping.POLICY;
      default -> throw new Refusal(PolicyError.PARAMETER_INVALID, "SnapshotGroupBy");
    };
  }

  /** How clients write a grouping. */
  static String wire(PolicyGrouping grouping) {
    return switch (grouping) {
      case NONE -> "None";
      case INSTANCE -> "Instance";
      case POLICY -> "Policy";
    };
  }

  private static void refuseCopies(PolicySettings settings) throws Refusal {
    if (Boolean.TRUE.equals(settings.enableCrossRegionCopy())) {
      throw new Refusal(PolicyError.ABS_INVALID_ACTION_REGION_NOT_SUPPORT);
    }
    if (settings.targetCopyRegions() != null && !settings.targetCopyRegions().isEmpty()) {
      throw new Refusal(PolicyError.INVALID_PARAMETER_TARGET_COPY_REGIONS);
    }
    Integer copied = settings.copiedSnapshotsRetentionDays();
    if (copied != null && copied != FOR_GOOD && (copied < 1 || copied > COPIED_DAYS_MAX)) {
      throw new Refusal(
          PolicyError.INVALID_PARAMETER_COPIED_SNAPSHOTS_RETENTION_DAYS, COPIED_DAYS_MAX);
    }
    if (Boolean.TRUE.equals(settings.copyEncrypted())) {
      throw new Refusal(DiskError.INVALID_PARAMETER_ENCRYPTED_ILLEGAL);
    }
    if (settings.targetTags()) {
      throw new Refusal(PolicyError.PARAMETER_INVALID, "TargetTags");
    }
  }
}
