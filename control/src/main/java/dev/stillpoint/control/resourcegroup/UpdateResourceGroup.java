package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.ResourceGroupError;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.TextRule;

/** Changes what people call a group. */
record UpdateResourceGroup(String resourceGroupId, String newDisplayName)
    implements Contract<GroupAnswer.Bare> {
  private static final int DISPLAY_NAME_CHARS_MAX = 50;

  @Override
  public UpdateResourceGroup checked(Caller caller, Limits limits) throws Refusal {
    GroupAnswer.checkId(resourceGroupId);
    checkDisplayName(newDisplayName, ResourceGroupError.MISSING_PARAMETER_NEW_DISPLAY_NAME);
    return this;
  }

  static void checkDisplayName(String name, ErrorCode missing) throws Refusal {
    if (TextRule.absent(name)) {
      throw new Refusal(missing);
    }
    if (name.length() > DISPLAY_NAME_CHARS_MAX) {
      throw new Refusal(AccessError.INVALID_DISPLAY_NAME_LENGTH);
    }
  }
}
