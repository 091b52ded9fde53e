package dev.stillpoint.control.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.world.InAWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other names of keys. */
class KeyAliasesTest extends InAWorld {
  private String first;
  private String second;

  @BeforeEach
  void twoKeys() throws Refusal {
    CreateKey plain = new CreateKey(null, null, null, null, null);
    first = keys().create(world.caller(), plain).keyId();
    second = keys().create(world.caller(), plain).keyId();
  }

  private KeyCalls keys() {
    return new KeyCalls(world);
  }

  @Test
  void anAliasNamesOneKeyAndThenAnother() throws Exception {
    keys().createAlias(world.caller(), "alias/a/b_c-1", first);
    keys().createAlias(world.caller(), "alias/z", first);
    assertThat(keys().describe(world.caller(), "alias/z").keyId()).isEqualTo(first);
    assertThat(
            keys().describe(world.caller(), "acs:kms:cn-hangzhou:1000000000000001:alias/z").keyId())
        .isEqualTo(first);
    keys().updateAlias(world.caller(), "alias/z", second);
    assertThat(keys().describe(world.caller(), "alias/z").keyId()).isEqualTo(second);
    assertThat(keys().aliases(world.caller()))
        .extracting(KeyAliasView::aliasName)
        .containsExactly("alias/a/b_c-1", "alias/z");
    assertThat(keys().aliasesOf(world.caller(), second))
        .containsExactly(
            new KeyAliasView("alias/z", "acs:kms:cn-hangzhou:1000000000000001:alias/z", second));
    keys().deleteAlias(world.caller(), "alias/z");
    refused(KeyError.FORBIDDEN_ALIAS_NOT_FOUND, () -> keys().describe(world.caller(), "alias/z"));
    assertThat(keys().describe(world.caller(), second).keyState()).isEqualTo("Enabled");
  }

  @Test
  void anAliasIsTakenOnce() throws Exception {
    keys().createAlias(world.caller(), "alias/a", first);
    refused(
        KeyError.ALIAS_ALREADY_EXISTS, () -> keys().createAlias(world.caller(), "alias/a", second));
    refused(
        KeyError.FORBIDDEN_ALIAS_NOT_FOUND,
        () -> keys().updateAlias(world.caller(), "alias/b", second));
    refused(
        KeyError.FORBIDDEN_ALIAS_NOT_FOUND, () -> keys().deleteAlias(world.caller(), "alias/b"));
    refused(
        KeyError.FORBIDDEN_KEY_NOT_FOUND,
        () -> keys().createAlias(world.caller(), "alias/b", "nobody"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "alias/", "alias/acs", "alias/acs/ecs", "alias/a b", "alias/ä"})
  void anAliasHasItsFormAndThoseOfServicesAreReserved(String alias) {
    refused(SharedError.INVALID_PARAMETER, () -> keys().createAlias(world.caller(), alias, first));
    refused(SharedError.INVALID_PARAMETER, () -> keys().updateAlias(world.caller(), alias, first));
    refused(SharedError.INVALID_PARAMETER, () -> keys().deleteAlias(world.caller(), alias));
  }

  @Test
  void aKeyThatIsToBeDeletedGetsNoAlias() throws Exception {
    keys().createAlias(world.caller(), "alias/a", first);
    keys().scheduleDeletion(world.caller(), second, 7);
    refused(
        KeyError.REJECTED_STATE_MODIFIED_FAILED,
        () -> keys().createAlias(world.caller(), "alias/b", second));
    refused(
        KeyError.REJECTED_PENDING_DELETION,
        () -> keys().updateAlias(world.caller(), "alias/a", second));
  }

  @Test
  void whatChangesAKeyTakesNoAlias() throws Exception {
    keys().createAlias(world.caller(), "alias/a", first);
    refused(KeyError.UNSUPPORTED_ALIAS, () -> keys().disable(world.caller(), "alias/a"));
    refused(
        KeyError.UNSUPPORTED_ALIAS, () -> keys().createAlias(world.caller(), "alias/b", "alias/a"));
    assertThat(keys().describe(world.caller(), first).keyState()).isEqualTo("Enabled");
  }
}
