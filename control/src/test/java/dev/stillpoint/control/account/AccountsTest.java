package dev.stillpoint.control.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.account.Accounts.AccessKey;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.region.Regions.ZoneView;
import dev.stillpoint.control.world.InAWorld;
import org.junit.jupiter.api.Test;

/** The first account, its key, and the places it finds. */
class AccountsTest extends InAWorld {
  @Test
  void theFirstStartMakesOneAccountWithOneKeyAndTheNextKeepsIt() throws Exception {
    AccessKey key = world.control().accounts().firstStart();
    assertThat(key.accountId()).isEqualTo("1000000000000001");
    assertThat(key.id()).matches("LTAI[A-Za-z0-9]{20}");
    assertThat(key.secret()).matches("[A-Za-z0-9]{30}");
    assertThat(key.active()).isTrue();
    world.restart();
    assertThat(world.control().accounts().firstStart()).isEqualTo(key);
    assertThat(world.control().accounts().accessKey(key.id())).contains(key);
    assertThat(world.control().accounts().accessKey("LTAInobody")).isEmpty();
  }

  @Test
  void aSecretIsNeverPrinted() {
    AccessKey key = world.control().accounts().firstStart();
    assertThat(key.toString()).contains(key.id()).doesNotContain(key.secret());
  }

  @Test
  void thereIsOneRegionWithThreeZones() throws Exception {
    assertThat(world.control().regions().regions()).hasSize(1);
    assertThat(world.control().regions().zones("cn-hangzhou"))
        .extracting(ZoneView::zoneId)
        .containsExactly("cn-hangzhou-h", "cn-hangzhou-i", "cn-hangzhou-j");
    refused(
        SharedError.INVALID_REGION_ID_NOT_FOUND,
        () -> world.control().regions().zones("eu-central-1"));
    refused(SharedError.MISSING_PARAMETER, () -> world.control().regions().zones(null));
  }
}
