package dev.stillpoint.control.image;

import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.ImageError;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * What CreateImage was asked for, as far as it can be checked without a look at anything.
 *
 * @param instanceId empty unless it is made of an instance
 * @param mappings empty when it is made of an instance
 */
record ImageForm(
    String instanceId,
    List<CreateImage.Mapping> mappings,
    String name,
    String family,
    String version,
    String description,
    String platform,
    String architecture,
    String bootMode,
    List<Tag> tags) {
  private static final List<String> ARCHITECTURES = List.of("x86_64", "i386", "arm64");
  private static final List<String> BOOT_MODES = List.of("", "BIOS", "UEFI", "UEFI-Preferred");
  private static final int TEXT_CHARS_MAX = 128;

  static ImageForm check(CreateImage request, Limits limits) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    List<CreateImage.Mapping> mappings = mappings(request, limits);
    String name = TextRule.NAME.check(request.imageName(), ImageError.INVALID_IMAGE_NAME_MALFORMED);
    if (name.startsWith("aliyun") || name.startsWith("acs")) {
      throw new Refusal(ImageError.INVALID_IMAGE_NAME_MALFORMED);
    }
    String family =
        TextRule.NAME.check(request.imageFamily(), ImageError.INVALID_IMAGE_FAMILY_MALFORMED);
    String description =
        TextRule.DESCRIPTION.check(
            request.description(), DiskError.INVALID_DESCRIPTION_MALFORMED_400);
    Dialect.INSTANCE.checkForm(request.clientToken());
    return new ImageForm(
        orElse(request.instanceId(), ""),
        mappings,
        name,
        family,
        text(request.imageVersion(), "", "ImageVersion"),
        description,
        text(request.platform(), "Others Linux", "Platform"),
        oneOf(orElse(request.architecture(), "x86_64"), ARCHITECTURES, "Architecture"),
        oneOf(orElse(request.bootMode(), ""), BOOT_MODES, "BootMode"),
        TagRules.check(request.tags(), limits.tagsMax()));
  }

  private static List<CreateImage.Mapping> mappings(CreateImage request, Limits limits)
      throws Refusal {
    List<CreateImage.Mapping> mappings = new ArrayList<>(request.mappings());
    boolean snapshot = !TextRule.absent(request.snapshotId());
    boolean instance = !TextRule.absent(request.instanceId());
    if ((snapshot ? 1 : 0) + (instance ? 1 : 0) + (mappings.isEmpty() ? 0 : 1) > 1) {
      throw new Refusal(
          SharedError.INVALID_PARAMETER_CONFLICT, "SnapshotId, InstanceId and DiskDeviceMapping");
    }
    if (snapshot) {
      mappings.add(new CreateImage.Mapping(request.snapshotId(), null, "system", null));
    } else if (!instance && mappings.isEmpty()) {
      throw new Refusal(SharedError.MISSING_PARAMETER, "SnapshotId");
    }
    if (mappings.size() > limits.disksPerInstanceMax()) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "DiskDeviceMapping");
    }
    for (CreateImage.Mapping mapping : mappings) {
      TextRule.require(mapping.snapshotId(), "DiskDeviceMapping.N.SnapshotId");
      oneOf(orElse(mapping.diskType(), "data"), List.of("system", "data"), "DiskType");
      if (!"/dev/xvda".equals(mapping.device())) {
        TextRule.DEVICE.check(mapping.device(), InstanceError.INVALID_DATA_DEVICE_MALFORMED);
      }
    }
    return mappings;
  }

  private static String orElse(String text, String otherwise) {
    return TextRule.absent(text) ? otherwise : text;
  }

  private static String text(String text, String otherwise, String parameter) throws Refusal {
    if (text != null && text.length() > TEXT_CHARS_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, parameter);
    }
    return orElse(text, otherwise);
  }

  private static String oneOf(String text, List<String> allowed, String parameter) throws Refusal {
    if (!allowed.contains(text)) {
      throw new Refusal(SharedError.INVALID_PARAMETER, parameter);
    }
    return text;
  }

  /** What the request names, for a policy. */
  List<Resource> named() {
    List<Resource> named = new ArrayList<>();
    if (!instanceId.isEmpty()) {
      named.add(Resource.instance(instanceId));
    }
    mappings.forEach(mapping -> named.add(Resource.snapshot(mapping.snapshotId())));
    named.add(Resource.every("image"));
    return named;
  }
}
