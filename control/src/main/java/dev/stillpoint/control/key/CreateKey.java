package dev.stillpoint.control.key;

import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.TextRule;

/** Makes a key that can be used at once. Of each property there is one value on offer. */
record CreateKey(
    String description, String keyUsage, String origin, String keySpec, String protectionLevel)
    implements Contract<CreateKey.Answer> {
  private static final int DESCRIPTION_CHARS_MAX = 8192;

  record Answer(MasterKeyView keyMetadata) {}

  @Override
  public CreateKey checked(Caller caller, Limits limits) throws Refusal {
    String text = description == null ? "" : description;
    if (text.length() > DESCRIPTION_CHARS_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "Description");
    }
    only(keyUsage, MasterKeyView.Kind.ONLY.keyUsage(), "KeyUsage");
    only(origin, MasterKeyView.Kind.ONLY.origin(), "Origin");
    only(keySpec, MasterKeyView.Kind.ONLY.keySpec(), "KeySpec");
    if ("HSM".equals(protectionLevel)) {
      throw new Refusal(KeyError.UNSUPPORTED_PROTECTION_LEVEL, protectionLevel);
    }
    only(protectionLevel, MasterKeyView.Kind.ONLY.protectionLevel(), "ProtectionLevel");
    return new CreateKey(text, keyUsage, origin, keySpec, protectionLevel);
  }

  private static void only(String given, String offered, String parameter) throws Refusal {
    if (!TextRule.absent(given) && !given.equals(offered)) {
      throw new Refusal(SharedError.INVALID_PARAMETER, parameter);
    }
  }
}
