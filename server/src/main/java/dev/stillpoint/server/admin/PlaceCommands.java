package dev.stillpoint.server.admin;

import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.SharedVolumeRow;
import dev.stillpoint.catalog.SharedVolumeStatus;
import dev.stillpoint.control.operator.NotPossible;
import dev.stillpoint.control.operator.PlaceDesk;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Commands about the region, places away from it, and shared volumes. */
final class PlaceCommands {
  private static final String DONE = "done";

  private final PlaceDesk desk;

  private PlaceCommands(PlaceDesk desk) {
    this.desk = desk;
  }

  static Map<String, AdminCommand> over(PlaceDesk desk) {
    PlaceCommands commands = new PlaceCommands(desk);
    Map<String, AdminCommand> all = new LinkedHashMap<>();
    all.put("region show", _ -> commands.region());
    all.put("region feature", commands::feature);
    all.put("zone list", _ -> desk.geography().zoneIds());
    all.put(
        "storage-location list",
        _ ->
            desk.locations().stream()
                .map(place -> Map.of("arn", place.arn(), "accounts", place.accounts()))
                .toList());
    all.put(
        "storage-location register",
        given -> {
          desk.register(given.required("arn"));
          return DONE;
        });
    all.put(
        "storage-location remove",
        given -> {
          desk.remove(given.required("arn"));
          return DONE;
        });
    all.put("storage-location authorise", given -> commands.authorise(given, true));
    all.put("storage-location withdraw", given -> commands.authorise(given, false));
    all.put(
        "shared-volume list",
        _ -> desk.sharedVolumes().stream().map(PlaceCommands::shown).toList());
    all.put(
        "shared-volume create",
        given -> Map.of("volume", desk.createSharedVolume(given.required("account"))));
    all.put("shared-volume set", commands::setVolume);
    all.put(
        "shared-volume delete",
        given -> {
          desk.deleteSharedVolume(given.required("volume"));
          return DONE;
        });
    return all;
  }

  private Map<String, Object> region() {
    Set<Mark> marks = desk.region();
    String groups = "on";
    if (marks.contains(Mark.GROUPS_NOT_OFFERED)) {
      groups = "off";
    } else if (marks.contains(Mark.GROUPS_FOR_LISTED)) {
      groups = "listed";
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("region", desk.geography().regionId());
    shown.put("zones", desk.geography().zoneIds());
    shown.put("snapshot-groups", groups);
    shown.put("instant-access", marks.contains(Mark.INSTANT_ACCESS_NOT_OFFERED) ? "off" : "on");
    return shown;
  }

  private Object feature(Given given) throws NotPossible {
    if (given.oneOf("feature", "snapshot-groups", "instant-access").equals("instant-access")) {
      String state = given.oneOf("state", "on", "off");
      desk.mark(Mark.INSTANT_ACCESS_NOT_OFFERED, state.equals("off"));
    } else {
      String state = given.oneOf("state", "on", "off", "listed");
      desk.mark(Mark.GROUPS_NOT_OFFERED, state.equals("off"));
      desk.mark(Mark.GROUPS_FOR_LISTED, state.equals("listed"));
    }
    return region();
  }

  private Object authorise(Given given, boolean allowed) throws NotPossible {
    desk.authorise(given.required("arn"), given.required("account"), allowed);
    return DONE;
  }

  private Object setVolume(Given given) throws NotPossible {
    List<String> states = Arrays.stream(SharedVolumeStatus.values()).map(Enum::name).toList();
    String state = given.required("state").toUpperCase(Locale.ROOT).replace('-', '_');
    if (!states.contains(state)) {
      throw new NotPossible(
          "state is one of "
              + String.join(", ", states).toLowerCase(Locale.ROOT).replace('_', '-')
              + ".");
    }
    desk.setSharedVolume(given.required("volume"), SharedVolumeStatus.valueOf(state));
    return DONE;
  }

  private static Map<String, Object> shown(SharedVolumeRow row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("volume", row.volumeId());
    shown.put("account", row.accountId());
    shown.put("state", row.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return shown;
  }
}
