package dev.stillpoint.control.operator;

import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.MarkRow;
import dev.stillpoint.catalog.SharedVolumeRow;
import dev.stillpoint.catalog.SharedVolumeStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Geography;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;
import java.util.Set;

/**
 * What the region offers, places away from it, and volumes of the product that came before
 * multi-attach. Thread-safe.
 */
public final class PlaceDesk {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 17;

  private final Foundation foundation;

  PlaceDesk(Foundation foundation) {
    this.foundation = foundation;
  }

  /** The region and its zones. */
  public Geography geography() {
    return foundation.geography();
  }

  /** What is said of the region. */
  public Set<Mark> region() {
    return foundation
        .catalog()
        .read(tables -> tables.marks().of(foundation.geography().regionId()));
  }

  /** Says something of the region, or takes it back. */
  public void mark(Mark mark, boolean set) {
    String region = foundation.geography().regionId();
    foundation
        .catalog()
        .write(tables -> {
          if (set) {
            tables.marks().set(new MarkRow(region, mark, foundation.now()));
          } else {
            tables.marks().clear(region, mark);
          }
          return mark;
        });
  }

  /** Every place away from the region, with the accounts that may use it. */
  public List<Location> locations() {
    return foundation
        .catalog()
        .read(tables ->
            tables.storageLocations().all().stream()
                .map(arn -> new Location(arn, tables.storageLocations().granted(arn)))
                .toList());
  }

  /** Registers a place, such as a box on a customer's premises. It keeps no snapshots. */
  public void register(String arn) throws NotPossible {
    if (TextRule.absent(arn) || !TextRule.STORAGE_LOCATION.allows(arn)) {
      throw new NotPossible(
          "A storage location is named acs:SERVICE:REGION:ACCOUNT:RESOURCE, not " + arn + ".");
    }
    foundation
        .catalog()
        .write(tables -> {
          tables.storageLocations().add(arn, foundation.now());
          return arn;
        });
  }

  /** Forgets a place. */
  public void remove(String arn) throws NotPossible {
    foundation
        .catalog()
        .write(tables -> {
          requireLocation(tables, arn);
          tables.storageLocations().remove(arn);
          return arn;
        });
  }

  /** Lets an account use a place, or no more. */
  public void authorise(String arn, String accountId, boolean allowed) throws NotPossible {
    foundation
        .catalog()
        .write(tables -> {
          requireLocation(tables, arn);
          requireAccount(tables, accountId);
          if (allowed) {
            tables.storageLocations().grant(arn, accountId);
          } else {
            tables.storageLocations().revoke(arn, accountId);
          }
          return arn;
        });
  }

  private static void requireLocation(Tables tables, String arn) throws NotPossible {
    if (!tables.storageLocations().exists(arn)) {
      throw new NotPossible("There is no storage location " + arn + ".");
    }
  }

  private static void requireAccount(Tables tables, String accountId) throws NotPossible {
    if (!tables.accounts().all().contains(accountId)) {
      throw new NotPossible("There is no account " + accountId + ".");
    }
  }

  /** Every shared volume. */
  public List<SharedVolumeRow> sharedVolumes() {
    return foundation.catalog().read(tables -> tables.sharedVolumes().all());
  }

  /** Registers a shared volume; it holds nothing, and nothing can be done with it. */
  public String createSharedVolume(String accountId) throws NotPossible {
    String volumeId = "v-bp1" + foundation.identifiers().text(ID_LENGTH, LETTERS);
    return foundation
        .catalog()
        .write(tables -> {
          requireAccount(tables, accountId);
          tables
              .sharedVolumes()
              .add(
                  new SharedVolumeRow(
                      volumeId, accountId, SharedVolumeStatus.AVAILABLE, foundation.now()));
          return volumeId;
        });
  }

  /** Says where a shared volume stands. */
  public void setSharedVolume(String volumeId, SharedVolumeStatus status) throws NotPossible {
    foundation
        .catalog()
        .write(tables -> {
          requireVolume(tables, volumeId);
          tables.sharedVolumes().setStatus(volumeId, status);
          return volumeId;
        });
  }

  /** Forgets a shared volume. */
  public void deleteSharedVolume(String volumeId) throws NotPossible {
    foundation
        .catalog()
        .write(tables -> {
          requireVolume(tables, volumeId);
          tables.sharedVolumes().remove(volumeId);
          return volumeId;
        });
  }

  private static void requireVolume(Tables tables, String volumeId) throws NotPossible {
    if (tables.sharedVolumes().find(volumeId).isEmpty()) {
      throw new NotPossible("There is no shared volume " + volumeId + ".");
    }
  }

  /**
   * A place away from the region.
   *
   * @param arn its name
   * @param accounts who may use it
   */
  public record Location(String arn, List<String> accounts) {
    public Location {
      accounts = List.copyOf(accounts);
    }
  }
}
