package dev.stillpoint.api.action;

import dev.stillpoint.api.rpc.Parameters;
import dev.stillpoint.control.request.Mention;
import dev.stillpoint.control.request.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the identifiers that a request names, whatever its action does with them, by the names of
 * its parameters: {@code DataDisk.1.SnapshotId} names a snapshot like {@code SnapshotId}, {@code
 * SnapshotIds} and {@code SnapshotId.1}.
 */
public final class Mentions {
  /** By the last part of a parameter's name, in lower case. */
  private static final Map<String, Named> NAMES =
      Map.ofEntries(
          named("diskid", "", "disk"),
          named("diskids", "", "disk"),
          named("snapshotid", "", "snapshot"),
          named("snapshotids", "", "snapshot"),
          named("snapshotgroupid", "", "snapshotgroup"),
          named("instanceid", "", "instance"),
          named("instanceids", "", "instance"),
          named("imageid", "", "image"),
          named("autosnapshotpolicyid", "", "snapshotpolicy"),
          named("securitygroupid", "", "securitygroup"),
          named("securitygroupids", "", "securitygroup"),
          named("keypairname", "", "keypair"),
          named("launchtemplateid", "", "launchtemplate"),
          named("vpcid", "vpc", "vpc"),
          named("vswitchid", "vpc", "vswitch"),
          named("resourcegroupid", "ram", "resourcegroup"),
          Map.entry("kmskeyid", new Named("kms", "key", "kms:GenerateDataKey")),
          Map.entry("ramrolename", new Named("ram", "role", "ram:PassRole")));

  private Mentions() {}

  private record Named(String product, String type, String use) {}

  private static Map.Entry<String, Named> named(String name, String product, String type) {
    return Map.entry(name, new Named(product, type, ""));
  }

  /** Everything that these parameters of an action name, each once. */
  public static List<Mention> in(String action, Parameters parameters) {
    boolean looksOnly = action.startsWith("Describe") || action.startsWith("List");
    List<Mention> mentions = new ArrayList<>();
    for (Map.Entry<String, String> parameter : parameters.all().entrySet()) {
      Named named = NAMES.get(lastPart(parameter.getKey()));
      if (named != null) {
        String use = looksOnly ? "" : named.use();
        for (String id : ids(parameter.getValue())) {
          mentions.add(new Mention(new Resource(named.product(), named.type(), id, ""), use));
        }
      }
    }
    return mentions.stream().distinct().toList();
  }

  /** {@code snapshotid} of {@code DataDisk.1.SnapshotId} and of {@code SnapshotId.1}. */
  private static String lastPart(String name) {
    String part = "";
    for (String next : name.split("\\.", -1)) {
      boolean number = !next.isEmpty() && next.chars().allMatch(c -> c >= '0' && c <= '9');
      part = number ? part : next;
    }
    return part.toLowerCase(Locale.ROOT);
  }

  /** A list travels as JSON text, or with commas. */
  private static List<String> ids(String value) {
    Optional<List<String>> list = JsonTexts.read(value);
    return list.orElseGet(() -> List.of(value.split(",", -1))).stream()
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .toList();
  }
}
