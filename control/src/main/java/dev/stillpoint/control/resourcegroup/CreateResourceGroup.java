package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.ResourceGroupError;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;
import java.util.regex.Pattern;

/** Makes a group; it is OK when the call returns. */
record CreateResourceGroup(String name, String displayName, List<Tag> tags)
    implements Contract<GroupAnswer.Whole> {
  private static final int NAME_CHARS_MIN = 2;
  private static final int NAME_CHARS_MAX = 50;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  @Override
  public CreateResourceGroup checked(Caller caller, Limits limits) throws Refusal {
    if (TextRule.absent(name)) {
      throw new Refusal(ResourceGroupError.MISSING_PARAMETER_NAME);
    }
    if (name.length() < NAME_CHARS_MIN || name.length() > NAME_CHARS_MAX) {
      throw new Refusal(ResourceGroupError.INVALID_PARAMETER_NAME_LENGTH);
    }
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(ResourceGroupError.INVALID_PARAMETER_NAME_INVALID_CHARS);
    }
    UpdateResourceGroup.checkDisplayName(
        displayName, ResourceGroupError.MISSING_PARAMETER_DISPLAY_NAME);
    return new CreateResourceGroup(name, displayName, TagRules.check(tags, limits.tagsMax()));
  }

  @Override
  public Circumstances circumstances() {
    return Circumstances.tagged(tags);
  }
}
